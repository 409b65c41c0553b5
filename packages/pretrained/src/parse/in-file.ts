/** What is made of a file. @throws what `make` throws, naming the file */
export function inFile<Made>(file: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error }); // what is called throws errors alone
  }
}
