import { z } from 'zod';

/**
 * One choice among the pieces of a kind (a loss, a schedule, a sampler, …): the schema of its parameters and
 * what it builds from them. A piece is one file and one line in its registry.
 */
export interface Piece<Schema extends z.ZodObject, Made> {
  /** One sentence, shown in the editor's completion. */
  readonly about: string;
  readonly schema: Schema;
  /**
   * Parameters to try it with beside its defaults: the laws of its kind run over them. A piece with a parameter that
   * has no default needs one.
   */
  readonly examples?: readonly z.input<Schema>[];
  build(parameters: z.output<Schema>): Made;
}

/** A piece with its worked example: small numbers that a reader checks by hand, and a law of its kind runs. */
export interface WorkedPiece<Schema extends z.ZodObject, Made, Worked> extends Piece<Schema, Made> {
  /** `parameters` are those of the example, where they are not the defaults. */
  readonly worked: Worked & { readonly parameters?: z.input<Schema> };
}

/** A registry whose pieces all have a worked example: one without does not compile. */
export type WorkedRegistry<Made, Worked> = Readonly<Record<string, WorkedPiece<z.ZodObject, Made, Worked>>>;

/** Infers the types of a piece from its schema. */
export function definePiece<Schema extends z.ZodObject, Made>(piece: Piece<Schema, Made>): Piece<Schema, Made> {
  return piece;
}

/** A literal object from names to pieces that make the same type. */
export type Registry<Made> = Readonly<Record<string, Piece<z.ZodObject, Made>>>;

/** The resolved form of a choice: `{ kind, ...parameters }`. */
export type ChoiceOf<R extends Registry<unknown>> = {
  [Kind in keyof R & string]: { kind: Kind } & z.output<R[Kind]['schema']>;
}[keyof R & string];

/** The strict tagged union over a registry: `{ kind: name, ...parameters }`, unknown keys refused. */
export function choiceSchema<R extends Registry<unknown>>(registry: R): z.ZodType<ChoiceOf<R>> {
  const members = Object.entries(registry).map(([kind, piece]) =>
    z.strictObject({ kind: z.literal(kind), ...piece.schema.shape }).describe(piece.about),
  );
  const [first, ...rest] = members;
  if (first === undefined) throw new RangeError('choiceSchema: expected a registry with at least one piece');
  // The union's type cannot be inferred through Object.entries; ChoiceOf states what the construction above makes.
  return z.discriminatedUnion('kind', [first, ...rest]) as unknown as z.ZodType<ChoiceOf<R>>;
}

/** The resolved form of a choice that may name no kind, and is of the kind `Unnamed` then. */
export type OpenChoiceOf<R extends Registry<unknown>, Unnamed extends keyof R & string> = {
  [Kind in keyof R & string]: (Kind extends Unnamed ? { kind?: Kind | undefined } : { kind: Kind }) &
    z.output<R[Kind]['schema']>;
}[keyof R & string];

/** As `choiceSchema`, for a choice that came before its kinds: without a `kind` it is of the kind `unnamed`. */
export function openChoiceSchema<R extends Registry<unknown>, Unnamed extends keyof R & string>(
  registry: R,
  unnamed: Unnamed,
): z.ZodType<OpenChoiceOf<R, Unnamed>> {
  const members = Object.entries(registry).map(([kind, piece]) => {
    const name = z.literal(kind);
    const named = kind === unnamed ? name.optional() : name;
    return z.strictObject({ kind: named, ...piece.schema.shape }).describe(piece.about);
  });
  const [first, ...rest] = members;
  if (first === undefined) throw new RangeError('openChoiceSchema: expected a registry with at least one piece');
  // As in `choiceSchema`.
  return z.discriminatedUnion('kind', [first, ...rest]) as unknown as z.ZodType<OpenChoiceOf<R, Unnamed>>;
}

/** Builds the piece that a resolved choice names. */
export function buildChoice<Made>(registry: Registry<Made>, choice: { readonly kind: string }): Made {
  const { kind, ...parameters } = choice;
  const piece = Object.hasOwn(registry, kind) ? registry[kind] : undefined;
  if (piece === undefined) {
    throw new RangeError(`kind: expected one of ${Object.keys(registry).join(', ')}, got ${kind}`);
  }
  return piece.build(parameters);
}
