import type { Engine, Program } from '@latent-paths/engine';
import type { Runner, TensorFunction } from '@latent-paths/pretrained';
import { specsOf } from '../steps/specs.js';

/** Runs functions of tensors on an engine: each is compiled once for each shape of its inputs. */
export function engineRunner(compile: Engine['compile']): Runner {
  const programs = new Map<TensorFunction, Map<string, Promise<Program>>>();
  return async (computed, inputs) => {
    const shapes = JSON.stringify(Object.entries(inputs).map(([name, { shape }]) => [name, shape]));
    const own = programs.get(computed) ?? new Map<string, Promise<Program>>();
    programs.set(computed, own);
    const compiled =
      own.get(shapes) ??
      compile({
        name: computed.name,
        frozen: computed.weights,
        state: {},
        inputs: specsOf(inputs),
        run: (given) => ({ state: {}, outputs: computed.run(given.frozen, given.inputs) }),
      });
    own.set(shapes, compiled);
    const program = await compiled;
    return program.run(inputs);
  };
}
