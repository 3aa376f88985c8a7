// What the walk needs of WebAssembly: the types of Node leave it to those of browsers, which are none of ours.
declare namespace WebAssembly {
  class Module {
    constructor(code: Uint8Array);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: object;
  }
}
