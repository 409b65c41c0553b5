/** Imported before all else by the main file: what is imported after it takes its time. */
if (!process.argv.includes('--help'))
  process.stderr.write('torture: loads what it tries; then one fault after another, with a line every ten seconds\n');
