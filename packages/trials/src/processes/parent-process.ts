/** The process that started this one with `forkChild`. */
export interface ParentProcess<FromParent, ToParent> {
  /** Sends a message. It is lost where the parent has gone. */
  send(message: ToParent): void;
  hear(listener: (message: FromParent) => void): void;
  /** Called once, where the parent closes the channel or has gone. */
  onRelease(listener: () => void): void;
  /** Closes the channel: nothing is left to say. */
  release(): void;
}

/** Only a process that `forkChild` has started has one: elsewhere nothing is sent and nothing is heard. */
export function parentProcess<FromParent, ToParent>(): ParentProcess<FromParent, ToParent> {
  return {
    // Nobody reads what cannot be sent, and 'disconnect' follows.
    send: (message) => void (process.connected && process.send!(message, undefined, undefined, () => undefined)),
    hear: (listener) => void process.on('message', (message) => listener(message as FromParent)), // its own type of it
    onRelease: (listener) => void process.once('disconnect', listener),
    release: () => void (process.connected && process.disconnect()),
  };
}
