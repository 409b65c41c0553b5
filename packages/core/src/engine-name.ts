/**
 * What steps can run on. They are named here, apart from the engines themselves, since records and flags name them and
 * load none.
 */
export const ENGINE_NAMES = ['onnx', 'tensorflow', 'cpu'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];
