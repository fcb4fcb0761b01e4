/** A gateway in this process, as the server in front of it calls it. */
export interface Gateway {
  /** For people. */
  readonly title: string;
  fetch(request: Request): Promise<Response>;
  stop(): Promise<void>;
}
