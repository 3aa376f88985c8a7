import { isLetter } from '../scan/characters.ts';
import { Keywords } from '../scan/keyword.ts';
import type { Scan } from '../scan/scan.ts';

/** Words behind which a number without a calling code is taken for one of a telephone. */
export const phoneWords = (
  'phone,tel,tél,mobil,mob,cell,call,fax,msisdn,gsm,whatsapp,sms,dial,contact,callback,ring,' +
  'reach me,reach us,reach him,reach her,reach them,reach at,reachable at,reachable on,' +
  'reachable under,texted,texting,dialing,dialling,dialed,dialled,mobiel,telef,téléph,telemóvel,' +
  'telemovel,handy,rufnummer,portable,movil,móvil,cellulare,celular,tlf,komork,komórk,hotline,' +
  'телефон,電話,电话,手机,전화,📞,📱,landline,text me,text us,direct line,' +
  'old number,new number,his number,her number,their number,faxnummer,faxnr,telefax,anruf,ruf mich,' +
  'joignable,appelez,llámame,llamame,chiamami,chiamatemi,fone,tfno,festnetz,rückruf,bellen,dzwoni,faks,ligue para'
).split(',');
// contactId, SMS_COUNT: which one it is, or how many; call took, mobile app: what it did; /oauth/callback 200: part of a path.
const counted =
  /(?<=\/[\w.~%-]*)(?![\w ]{0,12}[:=])|[eE]?(?:[ _-]?(?:[nN]umber|NUMBER))?[ _-]?(?:[iI]ds?|[cC]ounts?|[tT]otal|[dD]uration|[sS]ize|[lL]ength|[mM]s|[sS]econds|[iI]ndex|took|app|[bB]uild|ity|less|\/\d\d[A-Z]\d|Safari|(?:IDS?|COUNTS?|TOTAL|DURATION|SIZE|LENGTH|MS|SECONDS|INDEX)(?![A-Z]))(?![a-z])/;
// What a number is that has a keyword further in front: the phone book's size, rows of cells.
const noun = new RegExp(
  `(?:^|[^A-Za-z]|[a-z](?=[A-Z]))(?:${[
    /[Ss]ize|[Dd]epth|[Ll]ength|[Cc]ount|[Tt]otal|[Tt]imeout|rows?|offset|index|port|users|bytes|pages|version|build|record|job/,
    /batch|event|task|drops|reached|synced|error|code|status|closed|[mnu]s|[NM]s|[Tt]ower|[Mm]odel|[Ss]erial|PUK|VAT|SKU|sku/,
    /(?:[Oo]rder|[Tt]icket|[Ii]nvoice|[Cc]ase|[Bb]ill|[Cc]ontract|[Pp]olicy|[Bb]ooking|[Tt]racking|[Rr]ef(?:erence)?)(?:[ _-]?(?:no|nr|num|number))?\.?/,
    /[Cc]ustomer[ _-]?(?:no|nr|num|number)\.?|[Cc]ommande|[Pp]edido|[Oo]rdine|[Ee]ncomenda|[Zz]am\u00f3wienie|Vorgang/,
    /[A-Za-z][a-z\u00e4\u00f6\u00fc]{2,20}(?<!elefoo?n|[Rr]uf|[Hh]andy|[Ff]ax|[Mm]obil|funk)(?:nummer|snr\.?)/,
  ]
    .map(({ source }) => source)
    .join('|')})["'\\\\\\] :=#>]{1,6}(?:\\s{1,24}int\\()?$`,
);
// Whose it is. Numbers of accounts have no groups and no 0 in front: phone verified for user 3928673211.
const holder =
  /(?:\b|_|[a-z](?=[A-Z]))(?:[uU]ser|[aA]ccount|[cC]ustomer|[cC]lient|[mM]ember|[iI][dD])["'\\\] :=#]{1,6}$/;
const longestNoun = 40;

/** The words behind which a number may be one of a telephone. */
export const phoneKeywords = new Keywords(phoneWords, counted);

/** True when the word right in front of the number at `start` says what it counts or identifies, whatever is spoken of before. */
export function isCounted(scan: Scan, start: number): boolean {
  const front = scan.text.slice(Math.max(0, start - longestNoun), start);
  return noun.test(front) || (scan.groups.count === 1 && scan.code(start) !== 48 && holder.test(front));
}

// "phone":"1678074120", telefone=1640703017: nothing but the name of a number in front.
const named = /(?:phone|tel|telefone|mobile|cell|msisdn|fax)(?:[ _-]?(?:no|nr|number))?["'\\]{0,3}[:=] ?["'\\]{0,2}$/i;
// Nothing but an abbreviation in front: Tel.015178152171
const abbreviated = /\b(?:tel|tlf|fax|mob|ph|fon|nr|no)\.$/i;

/** True when a key that says no more than telephone stands right in front: what is under it is no time. */
export function isNamed(scan: Scan, start: number): boolean {
  return named.test(scan.text.slice(Math.max(0, start - longestNoun), start));
}

/** True when the full stop in front of the number at `start` is that of an abbreviation. */
export function isAbbreviated(scan: Scan, start: number): boolean {
  return (
    scan.behind(start - 1) === 46 &&
    isLetter(scan.behind(start - 2)) &&
    abbreviated.test(scan.text.slice(Math.max(0, start - 5), start))
  );
}
