import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

/** A process of ours, as the process that started it sees it. */
export interface Child<ToChild, FromChild> {
  /** Sends a message. It is lost where the process has gone. */
  send(message: ToChild): void;
  /** Calls the listener with each message, until the returned function is called. */
  hear(listener: (message: FromChild) => void): () => void;
  /** Closes the channel: the process is to end by itself. */
  release(): void;
  /** How it ended: `exit code 1` or `signal SIGKILL`. Rejects where it cannot be started or reached. */
  readonly ended: Promise<string>;
}

export interface ForkChildOptions {
  /** Takes each line of its standard error; if left out, the process shares ours. */
  readonly onErrorLine?: (line: string) => void;
}

/** Runs a TypeScript file in a process of its own, which reads our messages by `parentProcess`. */
export function forkChild<ToChild, FromChild>(
  file: string,
  { onErrorLine }: ForkChildOptions = {},
): Child<ToChild, FromChild> {
  const child = fork(file, {
    serialization: 'advanced',
    execArgv: [...process.execArgv, '-r', createRequire(__filename).resolve('ts-node/register')],
    stdio: ['ignore', 'inherit', onErrorLine === undefined ? 'inherit' : 'pipe', 'ipc'],
  });
  const { stderr } = child;
  if (stderr !== null) createInterface({ input: stderr }).on('line', (line) => onErrorLine?.(line));
  // Not 'close': it never comes where the channel was closed from here. What was sent is read before 'disconnect'.
  const exit = once(child, 'exit').then(([code, signal]) =>
    signal === null ? `exit code ${code}` : `signal ${signal}`,
  );
  const all = [exit, once(child, 'disconnect'), ...(stderr === null ? [] : [once(stderr, 'close')])];
  return {
    send: (message) => void (child.connected && child.send(message as object)), // what 'advanced' serialises
    hear(listener) {
      child.on('message', listener);
      return () => void child.off('message', listener);
    },
    release: () => void (child.connected && child.disconnect()),
    ended: Promise.all(all).then(() => exit),
  };
}
