import type { Tensor } from '@tensorflow/tfjs-core';
import type { EngineName, NamedArrays, Shape } from '@latent-paths/core';

type ElementType = 'float32' | 'int32';

/** Shape and element type of an array, without its numbers. */
export interface ArraySpec {
  readonly shape: Shape;
  readonly dtype: ElementType;
}

export type NamedSpecs = Readonly<Record<string, ArraySpec>>;
export type NamedTensors = Readonly<Record<string, Tensor>>;

/** The arguments of a step's function: tensors by name, in three groups. */
export interface StepArguments {
  /** Never change: frozen weights. Compiled into the program, and part of its hash. */
  readonly frozen: NamedTensors;
  /** Carried from one run to the next: trainable weights, optimiser moments. */
  readonly state: NamedTensors;
  /** New at every run: the batch, learning rate and loss weights (scalars of shape []), random numbers. */
  readonly inputs: NamedTensors;
}

export interface StepResult {
  /** The next state: the same names, shapes and types as `StepArguments.state`. */
  readonly state: NamedTensors;
  /** What the caller reads after a run: losses, norms, decoded frames. */
  readonly outputs: NamedTensors;
}

/**
 * One whole step of computation, written once in TensorFlow.js ops: a pure function
 * (frozen, state, inputs) → (state′, outputs). It must not draw random numbers, read tensors back, or depend on
 * anything but its arguments: an engine may run it once and replay what it recorded.
 */
export interface StepDefinition {
  /** Named in errors and printed graphs. */
  readonly name: string;
  readonly frozen: NamedArrays;
  readonly state: NamedSpecs;
  readonly inputs: NamedSpecs;
  run(args: StepArguments): StepResult;
}

/** A step made ready to run many times by an engine. It owns its state between runs. */
export interface Program {
  /**
   * SHA-256 of what it computes: graph (or the definition's name where the engine is eager), shapes and frozen weights.
   */
  readonly hash: string;
  /**
   * Floating-point operations of one run (multiply and add count as two) in matrix products and convolutions; null
   * if the engine has no graph to count.
   */
  readonly flops: number | null;
  /** Replaces the state. @throws if names, shapes or types differ from the definition's */
  load(state: NamedArrays): void;
  /** A copy of the state. */
  read(): NamedArrays;
  /**
   * Runs once: advances the state and returns fresh copies of the outputs. @throws if an input is missing, unknown
   * or of another shape or type
   */
  run(inputs: NamedArrays): Promise<NamedArrays>;
  /** The computation as text, one node a line. */
  print(): string;
  dispose(): void;
}

/** Something that runs steps. */
export interface Engine {
  readonly name: EngineName;
  /** Name and version of what computes, for provenance: `onnxruntime-node 1.24.3`, … */
  readonly version: string;
  readonly threads: number;
  compile(definition: StepDefinition): Promise<Program>;
  dispose(): void;
}

export interface EngineOptions {
  /** Threads within one operation. Defaults to the machine's cores. */
  readonly threads?: number;
}
