/**
 * Imported before all else by the main files of processes: until `stopOnSignals` takes over, which is seconds later on
 * a busy machine, SIGHUP would end a process that does not write to a terminal, `nohup` or not.
 */
if (process.stdout.isTTY !== true) process.on('SIGHUP', () => undefined);
