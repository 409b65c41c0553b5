/** What `simd-product` uses of WebAssembly: the types of Node lack it, and those of the DOM hold much more. */
declare namespace WebAssembly {
  class Module {
    constructor(code: Uint8Array<ArrayBuffer>);
  }
  class Memory {
    constructor(size: { readonly initial: number });
    readonly buffer: ArrayBuffer;
  }
  class Instance {
    constructor(module: Module, imports: { readonly own: { readonly memory: Memory } });
    readonly exports: object;
  }
  class CompileError extends Error {}
  function validate(code: Uint8Array<ArrayBuffer>): boolean;
}
