import { ndarray, type NamedArrays } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

/** A file by the format's rules, written out by hand: u64 length, JSON, bytes. */
function file(header: unknown, data: readonly number[] = [], length?: number): Uint8Array {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(length ?? json.length));
  return Uint8Array.from([...prefix, ...json, ...data]);
}

const one = [0, 0, 0x80, 0x3f]; // 1 as float32, little-endian
const minusTwo = [0xfe, 0xff, 0xff, 0xff]; // −2 as int32
const entry = (dtype: string, shape: number[], begin: number, end: number) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

const arrays: NamedArrays = {
  w: ndarray([2, 2], Float32Array.of(1, -0, Number.NaN, 4)),
  n: ndarray([3], Int32Array.of(1, -2, 3)),
  scalar: ndarray([], Float32Array.of(7)),
  none: ndarray([0, 5], new Float32Array(0)),
};

describe('reading', () => {
  it('reads bytes written by hand, wherever they are aligned', () => {
    // Two arrays out of the order of their names, a header padded by one space, odd offsets in the underlying buffer.
    const header =
      JSON.stringify({ __metadata__: { kind: 'vae' }, b: entry('I32', [1], 0, 4), a: entry('F32', [1, 1], 4, 8) }) +
      ' ';
    const bytes = Uint8Array.from([9, ...file(header, [...minusTwo, ...one])]).subarray(1);
    expect(decodeSafetensors(bytes)).toEqual({
      arrays: { a: ndarray([1, 1], Float32Array.of(1)), b: ndarray([1], Int32Array.of(-2)) },
      metadata: { kind: 'vae' },
    });
  });

  it('copies out of a Buffer, whose own slice() would not', () => {
    const bytes = Buffer.from(encodeSafetensors({ arrays, metadata: {} }));
    const read = decodeSafetensors(bytes).arrays;
    expect(read).toEqual(arrays);
    bytes.fill(0);
    expect(read).toEqual(arrays);
  });

  it.each([
    ['F64', [0, 0, 0, 0, 0, 0, 0xf0, 0x3f], Float32Array.of(1)],
    ['F16', [0, 0x3c, 0, 0xc0, 1, 0], Float32Array.of(1, -2, 2 ** -24)],
    ['BF16', [0x80, 0x3f, 0, 0xc0], Float32Array.of(1, -2)],
    ['I64', [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], Int32Array.of(-2)],
    ['U64', [7, 0, 0, 0, 0, 0, 0, 0], Int32Array.of(7)],
    ['U32', [7, 0, 0, 0], Int32Array.of(7)],
    ['I16', [0xfe, 0xff], Int32Array.of(-2)],
    ['U16', [0xfe, 0xff], Int32Array.of(0xfffe)],
    ['I8', [0xfe], Int32Array.of(-2)],
    ['U8', [0xfe], Int32Array.of(254)],
    ['BOOL', [1, 0], Int32Array.of(1, 0)],
  ] as const)('widens %s', (dtype, bytes, data) => {
    const written = file({ a: entry(dtype, [data.length], 0, bytes.length) }, bytes);
    expect(decodeSafetensors(written).arrays.a).toEqual(ndarray([data.length], data));
  });

  it('reads a file without arrays', () => {
    expect(decodeSafetensors(file({}))).toEqual({ arrays: {}, metadata: {} });
  });

  it.each([
    ['nothing', new Uint8Array(0), /at least 8 bytes/],
    ['half a prefix', new Uint8Array(4), /at least 8 bytes/],
    ['a header longer than the file', file('{}', [], 3), /header of 3 bytes, got a file of 10/],
    ['a header of absurd length', file('{}', [], 2 ** 52), /at most 100000000/],
    ['an empty header', file(''), /begins with \{/],
    ['a header that is no object', file('[1]'), /begins with \{/],
    ['broken JSON', file('{"a":'), /header of JSON/],
    ['an unknown type', file({ a: entry('F8_E4M3', [4], 0, 4) }, one), /format’s rules[^]*dtype/],
    ['whole numbers of more than 32 bits', file({ a: entry('U32', [1], 0, 4) }, [0, 0, 0, 0x80]), /32 bits in a, got/],
    ['more arrays than a network has', file(`{${'"a":0,'.repeat(100_000)}"b":0}`), /at most 100000 arrays, got 100001/],
    ['a missing shape', file({ a: { dtype: 'F32', data_offsets: [0, 4] } }, one), /format’s rules[^]*shape/],
    ['a negative size', file({ a: entry('F32', [-1], 0, 4) }, one), /format’s rules[^]*shape/],
    ['an unknown key', file({ a: { ...entry('F32', [1], 0, 4), extra: 1 } }, one), /format’s rules[^]*extra/],
    ['metadata that is no text', file({ __metadata__: { a: 1 } }), /format’s rules[^]*__metadata__/],
    ['a shape that does not fit', file({ a: entry('F32', [2], 0, 4) }, one), /8 bytes for a of shape \[2\], got 4/],
    ['offsets the wrong way round', file({ a: entry('F32', [1], 4, 0) }, one), /begin at byte 0/],
    ['a hole', file({ a: entry('F32', [1], 4, 8) }, [...one, ...one]), /a to begin at byte 0[^]*got 4/],
    [
      'an overlap',
      file({ a: entry('F32', [1], 0, 4), b: entry('F32', [1], 0, 4) }, one),
      /b to begin at byte 4[^]*got 0/,
    ],
    ['truncated data', file({ a: entry('F32', [1], 0, 4) }, one.slice(1)), /a to end at byte \d+, got a file of/],
    ['data past the last array', file({ a: entry('F32', [1], 0, 4) }, [...one, 0]), /end with the file/],
    [
      'two arrays of one name',
      file(
        '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}',
        [...one, ...one],
      ),
      /each array once, got 2 entries of 1 names/,
    ],
    [
      'one array twice, in the same place',
      file(`{${['0', '1'].map(() => '"\\"a:{":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}').join(',')}}`, one),
      /each array once, got 2 entries of 1 names/,
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => decodeSafetensors(bytes)).toThrow(message);
    expect(() => decodeSafetensors(bytes)).toThrow(/^safetensors: expected .*, got /s);
  });

  it('finds every truncation', () => {
    const whole = encodeSafetensors({ arrays, metadata: { a: 'b' } });
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeSafetensors(whole.subarray(0, length)), `${length} bytes`).toThrow(/^safetensors/);
    }
  });
});

describe('writing', () => {
  it('gives back every bit that it was given', () => {
    const content = { arrays, metadata: { name: 'β = ½', empty: '' } };
    expect(decodeSafetensors(encodeSafetensors(content))).toEqual(content);
  });

  it('does not see the order of names, and aligns the data', () => {
    const reversed = Object.fromEntries(Object.entries(arrays).reverse());
    const bytes = encodeSafetensors({ arrays, metadata: { a: '1', b: '2' } });
    expect(encodeSafetensors({ arrays: reversed, metadata: { b: '2', a: '1' } })).toEqual(bytes);
    expect(Number(Buffer.from(bytes).readBigUInt64LE()) % 8).toBe(0);
  });

  it('writes what the format’s rules say, byte by byte', () => {
    const header = '{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'.padEnd(80, ' ');
    expect(encodeSafetensors({ arrays: { a: ndarray([1], Float32Array.of(1)) }, metadata: { k: 'v' } })).toEqual(
      file(header, one),
    );
  });

  it('writes only the part of a buffer that an array shows', () => {
    const window = new Float32Array([0, 1, 0]).subarray(1, 2);
    expect(
      decodeSafetensors(encodeSafetensors({ arrays: { a: ndarray([1], window) }, metadata: {} })).arrays.a!.data,
    ).toEqual(Float32Array.of(1));
  });

  it('refuses the reserved name', () => {
    expect(() => encodeSafetensors({ arrays: { __metadata__: arrays.w! }, metadata: {} })).toThrow(/__metadata__/);
  });
});
