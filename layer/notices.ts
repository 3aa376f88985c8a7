import { readdir, readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';

/** A package that is part of a build, with the licence texts that it carries. */
interface BundledPackage {
  readonly title: string;
  readonly texts: readonly string[];
}

const noticeFile = /^(licen[cs]e|copying|notice|copyrightnotice)\b/i;

/**
 * What Bun's own licence page asks for in short. The full texts of Bun and of the libraries that it links are in its
 * repository: its npm package carries none.
 */
const bunNotice = (
  version: string,
) => `The executable sluice/sluice contains Bun ${version} (https://github.com/oven-sh/bun), which is under the MIT licence.

Bun is linked with JavaScriptCore, a part of WebKit, and with TinyCC. Both are under the GNU Lesser General Public
License, of which LGPL-2.1.txt beside this file is a copy. Their source:
  JavaScriptCore, as Bun changed it: https://github.com/oven-sh/WebKit
  TinyCC: https://github.com/tinycc/tinycc
To run this program with a changed version of them, build Bun from source with it, as Bun's documentation describes, and
compile the sources of Sluice with that Bun (bun build --compile --compile-executable-path). All of these are public.

Bun is also linked with BoringSSL, Brotli, libarchive, lol-html, ls-hpack, ls-qpack, lsquic, mimalloc, picohttpparser,
zstd, simdutf, uSockets, uWebSockets, zlib-ng, c-ares, ICU, libbase64, libdeflate, libjpeg-turbo, libspng, libwebp,
Highway, uucode, and parts of TigerBeetle and LLVM's libc++abi. Each, with its licence, is listed at
https://github.com/oven-sh/bun/blob/bun-v${version}/LICENSE.md`;

/**
 * The text of THIRD-PARTY-NOTICES.txt: the licences of all packages among `inputs`, the source files that went into a build,
 * relative to `root`; and, with `bunVersion`, what the Bun executable brings. A package without a licence file of its own
 * gets the text for its licence from `layer/licenses/`, or throws: none travels without. Packages with one and the same
 * text share it.
 */
export async function thirdPartyNotices(root: string, inputs: readonly string[], bunVersion?: string): Promise<string> {
  const folders = new Set(inputs.flatMap((input) => packageFolder(resolve(root, input)) ?? []));
  const packages = await Promise.all([...folders].map((folder) => readPackage(root, folder)));
  const titlesByText = new Map<string, string[]>();
  for (const { title, texts } of packages.sort((a, b) => (a.title < b.title ? -1 : 1))) {
    for (const text of texts) titlesByText.set(text, [...(titlesByText.get(text) ?? []), title]);
  }
  const sections = [...titlesByText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}`);
  if (bunVersion !== undefined) sections.unshift(bunNotice(bunVersion));
  return `Sluice contains the work of others, under their licences:\n\n${sections.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** The folder of the package that `path` belongs to, or `undefined` for a source file of our own. */
function packageFolder(path: string): string | undefined {
  const marker = `${sep}node_modules${sep}`;
  const start = path.lastIndexOf(marker);
  if (start < 0) return undefined;
  const names = path.slice(start + marker.length).split(sep);
  return path.slice(0, start) + marker + names.slice(0, names[0]?.startsWith('@') ? 2 : 1).join(sep);
}

async function readPackage(root: string, folder: string): Promise<BundledPackage> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license: string;
  };
  const own = (await readdir(folder)).filter((file) => noticeFile.test(file)).sort();
  const files =
    own.length > 0 ? own.map((file) => join(folder, file)) : [join(root, 'layer/licenses', `${license}.txt`)];
  const texts = await Promise.all(
    files.map((file) =>
      readFile(file, 'utf8').catch(() => {
        throw new Error(`${name} ${version} is bundled without a licence file. Put the text of ${license} in ${file}.`);
      }),
    ),
  );
  return { title: `${name} ${version} (${license})`, texts: texts.map((text) => text.trim()) };
}
