/** Loaded before a command: makes it tell its peak of memory, in KiB, as its last line of errors. */
process.on('exit', () => process.stderr.write(`${process.resourceUsage().maxRSS}\n`));
