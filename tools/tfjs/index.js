'use strict';
const core = require('@tensorflow/tfjs-core');
const cpu = require('@tensorflow/tfjs-backend-cpu');

/** tfjs-node-gpu extends it by what prints the progress of `Model.fit`, which there is none of without layers. */
class CustomCallback {
  constructor() {
    throw new Error(
      '@tensorflow/tfjs: expected no callback of a layers model, because this workspace has none of ' +
        '@tensorflow/tfjs-layers; take tools/tfjs out of the workspaces and install @tensorflow/tfjs for all of ' +
        'TensorFlow.js',
    );
  }
}

module.exports = {
  ...core,
  ...cpu,
  CustomCallback,
  /** For `Model.fit`, as above: nothing would ever make one. */
  registerCallbackConstructor: () => undefined,
  version: {
    'tfjs-core': core.version_core,
    'tfjs-backend-cpu': cpu.version_cpu,
    tfjs: require('./package.json').version,
  },
};
