/** The oldest Node.js that runs the command line: `engines` of the package. */
const NEEDED = 22;

/** What is wrong with a version of Node.js, such as `20.20.2`; undefined where it runs the command line. */
export function nodeProblem(version: string): string | undefined {
  const isOld = Number(version.split(".")[0]) < NEEDED;
  return isOld ? `it needs Node.js ${NEEDED} or later, and this is ${version}: update Node.js` : undefined;
}
