/** Does `text` match `glob`, in which `*` stands for any run of characters? Takes at most the product of both lengths. */
export function matchesGlob(text: string, glob: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let retry = 0;
  while (at < text.length) {
    if (glob[place] === '*') {
      star = place++;
      retry = at;
    } else if (glob[place] === text[at]) {
      at++;
      place++;
    } else if (star >= 0) {
      at = ++retry;
      place = star + 1;
    } else {
      return false;
    }
  }
  while (glob[place] === '*') place++;
  return place === glob.length;
}
