import { registerGradient, type NamedAttrMap, type Tensor } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.js';
import { KERNELS } from './kernels/registry.js';

/**
 * Registers the gradients of all kernels with TensorFlow.js, for every engine. TensorFlow.js's own gradients are in
 * none of its CommonJS bundles but the one of all backends, and some of them are faulty; these replace them.
 */
export function registerGradients(): void {
  for (const [kernelName, { gradient }] of Object.entries<Kernel>(KERNELS)) {
    if (gradient === undefined) continue;
    registerGradient({
      kernelName,
      ...(gradient.saves === 'all' ? { saveAllInputs: true } : { inputsToSave: [...(gradient.saves ?? [])] }),
      outputsToSave: [gradient.savesOutput ?? false],
      // A kernel with several outputs gets their gradients as an array, and knows it.
      gradFunc: (dy, saved, attributes: NamedAttrMap) => gradient.of(attributes, dy as Tensor, ...saved),
    });
  }
}
