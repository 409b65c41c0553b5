import { buildChoice, type ChoiceOf, type Registry } from '@latent-paths/core';
import { paths, type Path } from '@latent-paths/model';
import { network } from './network.js';
import { onnx } from './onnx.js';

/** Every path, by its name in configurations: those of the model, and those that others trained. */
export const pathKinds = { ...paths, network, onnx } as const satisfies Registry<Path>;
export type PathChoice = ChoiceOf<typeof pathKinds>;

/** What a resolved choice says of its path. One that others trained has to be read before it can be computed. */
export function pathOf(choice: { readonly kind: string }): Path {
  return buildChoice<Path>(pathKinds, choice);
}
