/** How often to look whether the parent process is still there, in milliseconds. */
const INTERVAL_MS = 1000;

/**
 * Calls back once the process that started this one is gone, so that no plugin outlives an engine that was killed. Does
 * not keep this process alive.
 */
export function onParentExit(callback: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, INTERVAL_MS);
  timer.unref();
}
