import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Answer, Greeting, Request } from './serve.js';

/** A process of its own that runs one thing being measured, when asked. */
export interface Peer {
  readonly greeting: Greeting;
  measure(steps: number): Promise<Answer>;
  stop(): void;
}

/** Starts a peer and waits for its greeting. @throws if the process ends or answers with something else */
export async function startPeer(name: string, command: string, args: readonly string[]): Promise<Peer> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`bench: expected ${name} to answer, got its end (${signal ?? `exit code ${code}`})`)),
    );
  });
  ended.catch(() => undefined); // seen by whoever waits for an answer; a peer that was stopped may end unseen
  const receive = async <Message>(): Promise<Message> => {
    const line = await Promise.race([lines.next(), ended]);
    if (line.done === true) return ended;
    try {
      return JSON.parse(line.value);
    } catch {
      throw new Error(`bench: expected a line of JSON from ${name}, got: ${line.value}`);
    }
  };
  return {
    greeting: await receive<Greeting>(),
    measure(steps) {
      const request: Request = { steps };
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return receive<Answer>();
    },
    stop: () => void child.stdin.end(),
  };
}
