/** Imported before all else by the main file: what is imported after it takes its time. */
process.stderr.write('bench: starts each peer with a first step; then they are measured in rounds, a minute or two\n');
