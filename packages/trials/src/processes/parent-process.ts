/** The process that started this one with `forkChild`. */
export interface ParentProcess<FromParent, ToParent> {
  /** Sends a message. It is lost where the parent has gone. */
  send(message: ToParent): void;
  hear(listener: (message: FromParent) => void): void;
  /** Called once, where the parent closes the channel or has gone. */
  onRelease(listener: () => void): void;
  /** Closes the channel once all that was sent is written: a channel that is closed before loses the rest. */
  release(): void;
}

/** Only a process that `forkChild` has started has one: elsewhere nothing is sent and nothing is heard. */
export function parentProcess<FromParent, ToParent>(): ParentProcess<FromParent, ToParent> {
  let unsent = 0;
  let isLast = false;
  const disconnect = () => void (process.connected && process.disconnect());
  // Called also where nothing could be sent: nobody reads that, and 'disconnect' follows.
  const sent = () => {
    unsent -= 1;
    if (isLast && unsent === 0) disconnect();
  };
  return {
    send(message) {
      if (!process.connected) return;
      unsent += 1;
      process.send!(message, undefined, undefined, sent);
    },
    hear: (listener) => void process.on('message', (message) => listener(message as FromParent)), // its own type of it
    onRelease: (listener) => void process.once('disconnect', listener),
    release() {
      isLast = true;
      if (unsent === 0) disconnect();
    },
  };
}
