/** Imported before all else by the main file: what is imported after it takes its time. */
process.stderr.write('bench: loads what it measures; then one bench after another, some minutes in all\n');
