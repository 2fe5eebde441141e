import Mocha from "mocha";

/** Mocha's spec reporter, closed by one line that a machine can read: `N passed, N failed`. */
class SummaryReporter extends Mocha.reporters.Spec {
  override epilogue(): void {
    super.epilogue();
    Mocha.reporters.Base.consoleLog(`${this.stats.passes} passed, ${this.stats.failures} failed`);
  }
}

export = SummaryReporter;
