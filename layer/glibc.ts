/** Amazon Linux 2 has glibc 2.26 and is the oldest system under a Lambda runtime; Bun is linked against 2.17. */
export const glibcCeiling = '2.17';

const sectionHeaders = { offset: 0x28, entrySize: 0x3a, count: 0x3c };
const section = { type: 4, offset: 24, link: 40 };
const versionNeedSection = 0x6ffffffe; // SHT_GNU_verneed
const elf64LittleEndian = '7f454c460201';

/**
 * The newest version of glibc that a program needs, such as `2.17`, or `undefined` for one that needs none (static, or
 * another libc). Reads the version requirements (`.gnu.version_r`) that the dynamic linker checks at start; a program that
 * asks for more than the system has does not start at all. `program` is the whole file, a 64-bit little-endian ELF, as it
 * is on both of Lambda's architectures; anything else throws. Source: Linux Standard Base, "Symbol Versioning".
 */
export function glibcNeed(program: Uint8Array): string | undefined {
  const bytes = Buffer.from(program.buffer, program.byteOffset, program.byteLength);
  const magic = bytes.toString('hex', 0, 6);
  if (magic !== elf64LittleEndian) {
    throw new Error(`Not a 64-bit little-endian ELF file: it starts with ${magic || 'nothing'}.`);
  }
  const needed = versionNames(bytes).flatMap((name) => /^GLIBC_(\d[\d.]*)$/.exec(name)?.[1] ?? []);
  return needed.sort(compareVersions).at(-1);
}

/** Orders `2.9` before `2.17`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function versionNames(bytes: Buffer): string[] {
  const header = (index: number) =>
    Number(bytes.readBigUInt64LE(sectionHeaders.offset)) + index * bytes.readUInt16LE(sectionHeaders.entrySize);
  const offsetOf = (index: number) => Number(bytes.readBigUInt64LE(header(index) + section.offset));
  const names: string[] = [];
  for (let index = 0; index < bytes.readUInt16LE(sectionHeaders.count); index++) {
    if (bytes.readUInt32LE(header(index) + section.type) !== versionNeedSection) continue;
    const strings = offsetOf(bytes.readUInt32LE(header(index) + section.link));
    names.push(...versionsNeeded(bytes, offsetOf(index), strings));
  }
  return names;
}

/** Walks the list of libraries at `offset`, and for each the list of its versions, whose names lie in the table `strings`. */
function versionsNeeded(bytes: Buffer, offset: number, strings: number): string[] {
  const names: string[] = [];
  for (let library = offset, more = true; more; library += bytes.readUInt32LE(library + 12)) {
    let version = library + bytes.readUInt32LE(library + 8);
    for (let count = bytes.readUInt16LE(library + 2); count > 0; count--) {
      const name = strings + bytes.readUInt32LE(version + 8);
      names.push(bytes.toString('latin1', name, bytes.indexOf(0, name)));
      version += bytes.readUInt32LE(version + 12);
    }
    more = bytes.readUInt32LE(library + 12) !== 0;
  }
  return names;
}
