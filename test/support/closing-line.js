/** Jest reporter: ends the run with one plain line, "N passed, N failed", for machines that read logs. */
export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const {
      numPassedTests,
      numFailedTests,
      numPendingTests,
      numFailedTestSuites,
      numRuntimeErrorTestSuites,
    } = results
    // A file that could not even be loaded ran no test, but it failed.
    const failed = numFailedTests + Math.min(numFailedTestSuites, numRuntimeErrorTestSuites)
    const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''
    process.stdout.write(`\n${numPassedTests} passed, ${failed} failed${skipped}\n`)
  }
}
