/** A failure that a view has an answer of its own to, by its code; its message is for people. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
