import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onnx } from 'onnx-proto';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { vaeKind } from '../src/vaes/registry.js';

let folder: string;
beforeEach(() => {
  folder = join(temporaryFolder(), 'model');
  mkdirSync(folder);
  writeFileSync(at('dec.onnx'), model({}));
});
const at = (name: string) => join(folder, name);

/** Bytes that a refusal may take: less than what the files claim, or would have made of themselves. */
const MOST_TAKEN = 2 ** 29;
const GB_10 = 10 * 2 ** 30;

type Node = onnx.INodeProto;
const node = (opType: string, input: string[], output: string[], attribute: onnx.IAttributeProto[] = []): Node => ({
  opType,
  input,
  output,
  attribute,
  name: output.join(),
});
const AXIS: onnx.IAttributeProto = { name: 'axis', type: 2, i: 0 };
const int64s = (name: string, ...values: number[]): onnx.ITensorProto => ({
  name,
  dims: [values.length],
  dataType: 7,
  int64Data: values,
});
const port = (name: string): onnx.IValueInfoProto => ({
  name,
  type: {
    tensorType: { elemType: 1, shape: { dim: [{ dimParam: 'n' }, ...[3, 8, 8].map((dimValue) => ({ dimValue }))] } },
  },
});

interface Small {
  readonly nodes?: readonly Node[];
  readonly weights?: readonly onnx.ITensorProto[];
  readonly functions?: readonly onnx.IFunctionProto[];
}
/** [n, 3, 8, 8] → the same. */
function model({ nodes = [node('Tanh', ['x'], ['y'])], weights = [], functions = [] }: Small): Uint8Array {
  return onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [
      { domain: '', version: 17 },
      { domain: 'own', version: 1 },
    ],
    functions: [...functions],
    graph: { name: 'g', node: [...nodes], initializer: [...weights], input: [port('x')], output: [port('y')] },
  }).finish();
}
const external = (name: string, location: string, dims: number[], rest: Readonly<Record<string, string>> = {}) => ({
  name,
  dims,
  dataType: 1,
  dataLocation: 1,
  externalData: Object.entries({ location, ...rest }).map(([key, value]) => ({ key, value })),
});
const adding = (weights: readonly onnx.ITensorProto[]): Small => ({
  nodes: [node('Add', ['x', weights[0]!.name!], ['y'])],
  weights,
});

const write = (small: Small) => () => writeFileSync(at('enc.onnx'), model(small));
const sparse = (name: string, bytes: number) => {
  writeFileSync(at(name), '');
  truncateSync(at(name), bytes);
};

/** What the import says, and how much memory was held for it. */
function refusal(make: () => void) {
  make();
  const held = () => [process.memoryUsage().arrayBuffers, process.resourceUsage().maxRSS * 1024];
  const before = held();
  const said = (() => {
    try {
      const choice = { kind: 'onnx', encoder: at('enc.onnx'), decoder: at('dec.onnx') };
      const { files } = vaeKind(choice);
      files!.hashes();
      files!.check([8, 8, 3]);
      return 'nothing';
    } catch (error) {
      return (error as Error).message; // what is called throws errors alone
    }
  })();
  return { said, taken: Math.max(...held().map((bytes, i) => bytes - before[i]!)) };
}

const many = <Item>(count: number, item: (i: number) => Item): Item[] =>
  Array.from({ length: count }, (_, i) => item(i));
/** Bytes of a message of graphs within one another. */
function nested(depth: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
  for (let i = 0; i < depth; i++) {
    for (const field of [6, 5, 1]) {
      // AttributeProto.g, NodeProto.attribute, GraphProto.node
      const head = Uint8Array.from([(field << 3) | 2, ...varint(length)]);
      parts.push(head);
      length += head.length;
    }
  }
  const head = Uint8Array.from([(7 << 3) | 2, ...varint(length)]);
  return Buffer.concat([head, ...parts.reverse()]);
}

describe('an import of hostile files is refused with what they are, and before memory is taken for them', () => {
  it.each<[string, () => void, RegExp]>([
    [
      'weights of 10 GB that are not there',
      write(adding([{ name: 'w', dims: [2_684_354_560], dataType: 1, rawData: new Uint8Array(8) }])),
      /enc\.onnx: weights w: expected 2684354560 numbers .*got 8 bytes/,
    ],
    [
      'more weights than numbers count',
      write(adding([{ name: 'w', dims: [2 ** 31, 2 ** 31], dataType: 1, rawData: new Uint8Array(8) }])),
      /enc\.onnx: weights w: expected a shape/,
    ],
    [
      'a length of 4 GB within 20 bytes',
      () => writeFileSync(at('enc.onnx'), Uint8Array.of(58, 255, 255, 255, 255, 15, 10, 4, 1, 2, 3, 4, 5, 6, 7, 8)),
      /enc\.onnx: expected an ONNX model, got bytes that do not decode/,
    ],
    [
      'a file of 10 GB of nothing',
      () => sparse('enc.onnx', GB_10),
      /enc\.onnx: expected at most 2147483647 bytes, got 10737418240/,
    ],
    ['a folder', () => mkdirSync(at('enc.onnx')), /enc\.onnx: expected a file, got a folder/],
    [
      'a loop',
      write({ nodes: [node('Add', ['x', 'b'], ['a']), node('Relu', ['a'], ['b']), node('Relu', ['b'], ['y'])] }),
      /enc\.onnx: .*expected a graph without loops, got one among 3 nodes/,
    ],
    [
      'a node that reads itself',
      write({ nodes: [node('Add', ['x', 'y'], ['y'])] }),
      /enc\.onnx: .*expected a graph without loops/,
    ],
    [
      'functions that call themselves',
      write({
        nodes: [{ ...node('f', ['x'], ['y']), domain: 'own' }],
        functions: [
          {
            name: 'f',
            domain: 'own',
            input: ['a'],
            output: ['b'],
            opsetImport: [{ domain: '', version: 17 }],
            node: [{ ...node('f', ['a'], ['b']), domain: 'own' }],
          },
        ],
      }),
      /enc\.onnx: .*functions that do not call themselves/,
    ],
    [
      'graphs within graphs, 100,000 deep',
      () => writeFileSync(at('enc.onnx'), nested(100_000)),
      /enc\.onnx: expected an ONNX model, got bytes that do not decode/,
    ],
    [
      '100,000 nodes that wait for one',
      write({
        nodes: [
          node('Relu', ['x'], ['a']),
          ...many(100_000, (i) => node('Relu', ['a'], [`b${i}`])),
          node('Add', ['b0', 'lost'], ['y']),
        ],
      }),
      /enc\.onnx: .*its input lost to be made/,
    ],
    [
      'one constant of 10 GB',
      write({
        nodes: [node('ConstantOfShape', ['s'], ['c']), node('Add', ['x', 'c'], ['y'])],
        weights: [int64s('s', 50_000, 50_000)],
      }),
      /ConstantOfShape\): expected arrays of at most/,
    ],
    [
      'a hundred constants of 60 MB',
      write({
        nodes: [
          ...many(100, (i) => node('ConstantOfShape', ['s'], [`c${i}`])),
          ...many(99, (i) => node('Concat', [i === 0 ? 'c0' : `d${i}`, `c${i + 1}`], [`d${i + 1}`], [AXIS])),
          node('Add', ['x', 'd99'], ['y']),
        ],
        weights: [int64s('s', 15_000_000)],
      }),
      /expected constants of at most \d+ numbers in all, got more/,
    ],
    [
      'a constant that doubles a hundred times',
      write({
        nodes: [
          ...many(100, (i) => node('Concat', [`c${i}`, `c${i}`], [`c${i + 1}`], [AXIS])),
          node('Add', ['x', 'c100'], ['y']),
        ],
        weights: [int64s('c0', 1, 2)],
      }),
      /expected (constants|arrays) of at most/,
    ],
    [
      'weights outside the folder',
      write(adding([external('w', '../secret', [8])])),
      /enc\.onnx: weights w: expected external data in the folder of the model, got the path “\.\.\/secret”/,
    ],
    [
      'weights at a path from the root',
      write(adding([external('w', '/etc/passwd', [8])])),
      /enc\.onnx: weights w: expected external data in the folder of the model, got the path “\/etc\/passwd”/,
    ],
    [
      'weights that are not there',
      write(adding([external('w', 'w.data', [8])])),
      /enc\.onnx: expected its weights in w\.data beside it, got no such file; copy it there, or save the model with/,
    ],
    [
      'a link out of the folder',
      () => {
        writeFileSync(join(folder, '../secret'), new Uint8Array(32));
        symlinkSync('../secret', at('w.data'));
        write(adding([external('w', 'w.data', [8])]))();
      },
      /w\.data.*expected a file in the folder of the model, got a link out of it/,
    ],
    [
      'a folder that is a link out of the folder',
      () => {
        symlinkSync('/', at('sub'));
        write(adding([external('w', 'sub/etc/passwd', [8])]))();
      },
      /sub\/etc\/passwd.*expected a file in the folder of the model, got a link out of it/,
    ],
    [
      'weights in a device',
      () => {
        symlinkSync('/dev/zero', at('w.data'));
        write(adding([external('w', 'w.data', [8])]))();
      },
      /w\.data.*expected a file/,
    ],
    [
      'weights in a folder',
      () => {
        mkdirSync(at('w.data'));
        write(adding([external('w', 'w.data', [8])]))();
      },
      /w\.data.*expected a file, got a folder/,
    ],
    [
      'weights in a file of 10 GB',
      () => {
        sparse('w.data', GB_10);
        write(adding([external('w', 'w.data', [8])]))();
      },
      /w\.data.*expected at most 2147483647 bytes/,
    ],
    [
      'a thousand tensors of the same 32 MB',
      () => {
        sparse('w.data', 2 ** 25);
        write(adding(many(1000, (i) => external(`w${i}`, 'w.data', [2 ** 23]))))();
      },
      /enc\.onnx: weights: expected tensors of their own bytes, got 33554432000 bytes of them in files of/,
    ],
    [
      'names that every object has',
      write({ nodes: [node('constructor', ['x'], ['__proto__']), node('Relu', ['__proto__'], ['y'])] }),
      /constructor.*an operator that is not computed here/,
    ],
  ])('%s', (_, make, message) => {
    const { said, taken } = refusal(make);
    expect(said).toMatch(message);
    expect(said.length).toBeLessThan(1500);
    expect(taken).toBeLessThan(MOST_TAKEN);
  });
});
