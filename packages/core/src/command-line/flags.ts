/** A flag of a command line. */
export interface Flag {
  readonly about: string;
  /** The placeholder of its value in the help, for example `KEY=VALUE`; a flag without one is a switch. */
  readonly value?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
}
export type Flags = Readonly<Record<string, Flag>>;

/** What was given: switches are true or false, values are text, repeated values a list. */
export type FlagValues<Known extends Flags> = {
  readonly [Name in keyof Known]: Known[Name] extends { value: string }
    ? Known[Name] extends { multiple: true }
      ? readonly string[]
      : string | undefined
    : boolean;
};
