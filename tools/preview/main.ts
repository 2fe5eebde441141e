import { main } from "./command-line";

void main(process.argv.slice(2), process.env).then((exitCode) => {
  process.exitCode = exitCode;
});
