/** The part of yazl that `zip.ts` uses; the package has no types of its own. */
declare module 'yazl' {
  interface EntryOptions {
    mtime: Date;
    mode: number;
    compressionLevel: number;
    forceDosTimestamp: boolean;
  }

  export class ZipFile {
    readonly outputStream: NodeJS.ReadableStream;
    addFile(path: string, name: string, options: EntryOptions): void;
    end(): void;
    on(event: 'error', listener: (error: Error) => void): this;
  }
}
