/** How often a line is written where no terminal shows it, in milliseconds. */
const PLAIN_INTERVAL = 15_000;
/** How often the line on a terminal is renewed, in milliseconds. */
const TERMINAL_INTERVAL = 1_000;

/**
 * Says that long work goes on: on a terminal one line that is renewed each second and removed at the end, elsewhere a
 * plain line at the start and every 15 seconds.
 */
export class Progress {
  private readonly started = Date.now();
  private readonly timer: NodeJS.Timeout;
  private detail = "";

  /** Starts to show `label`. */
  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly label: string,
  ) {
    this.write();
    this.timer = setInterval(
      () => {
        this.write();
      },
      stream.isTTY ? TERMINAL_INTERVAL : PLAIN_INTERVAL,
    );
  }

  /** What to say beside the label and the time from now on. */
  update(detail: string): void {
    this.detail = detail;
  }

  /** Ends the display. */
  end(): void {
    clearInterval(this.timer);
    if (this.stream.isTTY) this.stream.write("\r\u001b[2K");
  }

  private write(): void {
    const seconds = Math.round((Date.now() - this.started) / 1000);
    const text = `${this.label} … ${seconds} s${this.detail === "" ? "" : `, ${this.detail}`}`;
    this.stream.write(
      this.stream.isTTY ? `\r\u001b[2K${text.slice(0, Math.max(this.stream.columns - 1, 20))}` : `${text}\n`,
    );
  }
}
