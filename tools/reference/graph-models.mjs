// What @tensorflow/tfjs-converter makes of small GraphModels, one or more for each operator that is read here.
//
//   node tools/reference/graph-models.mjs   prints a line of JSON for each: { name, model, weights, x, outputs }
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { cases, drawn, FLOAT, sizeOf } from './graph-model-cases.mjs';

const ARRAYS = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array, float16: Uint16Array };
function bytesOf({ dtype, values, kept }) {
  const array = ARRAYS[kept?.dtype ?? dtype].from(values);
  return Buffer.from(array.buffer);
}

const dims = (shape) => ({ dim: shape.map((size, axis) => ({ size: axis === 0 ? '-1' : String(size) })) });

/** A GraphModel as its files hold it: model.json, and the bytes of its weights. */
function modelOf({ x, nodes, weights, outputs }) {
  const given = [
    { name: 'x', op: 'Placeholder', attr: { dtype: FLOAT, shape: { shape: dims(x) } } },
    ...Object.keys(weights).map((name) => ({ name, op: 'Const', attr: {} })),
  ];
  const specs = Object.entries(weights).map(([name, { dtype, shape, kept }]) => ({
    name,
    shape,
    dtype,
    ...(kept && { quantization: { ...kept, original_dtype: 'float32' } }),
  }));
  const json = {
    format: 'graph-model',
    signature: {
      inputs: { x: { name: 'x:0', dtype: 'DT_FLOAT', tensorShape: dims(x) } },
      outputs: Object.fromEntries(
        outputs.map((name) => [name, { name: name.includes(':') ? name : `${name}:0`, dtype: 'DT_FLOAT' }]),
      ),
    },
    modelTopology: { node: [...given, ...nodes], library: {}, versions: {} },
    weightsManifest: [{ paths: ['weights.bin'], weights: specs }],
  };
  return { json, weights: Buffer.concat(Object.values(weights).map(bytesOf)) };
}

async function valuesOf(one) {
  const { json, weights } = modelOf(one);
  const model = await loadGraphModel({
    load: async () => ({
      modelTopology: json.modelTopology,
      signature: json.signature,
      weightSpecs: json.weightsManifest[0].weights,
      weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length),
    }),
  });
  const x = drawn(sizeOf(one.x));
  const made = [model.execute({ x: tf.tensor(x, one.x) }, one.outputs)].flat();
  const short = (value) => Number(value.toPrecision(8));
  const outputs = made.map((tensor, i) => [
    one.outputs[i],
    { shape: tensor.shape, data: [...tensor.dataSync()].map(short) },
  ]);
  return {
    name: one.name,
    model: json,
    weights: weights.toString('base64'),
    x: { shape: one.x, data: x },
    outputs: Object.fromEntries(outputs),
  };
}

await tf.setBackend('cpu');
const golden = [];
for (const one of cases) golden.push(await valuesOf(one));
process.stdout.write(`${golden.map((one) => JSON.stringify(one)).join('\n')}\n`);
