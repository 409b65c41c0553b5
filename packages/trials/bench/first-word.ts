/** Imported before all else by the main file: what is imported after it takes its time. */
process.stderr.write('bench: trains a path through a VAE that is made here, and through the same from ONNX files\n');
