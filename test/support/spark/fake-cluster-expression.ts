/** What stands for a value in SQL. */
export type Value = number | null;

const TOKEN = /\s*(?:(\d[\d.]*(?:e[+-]?\d+)?)([DF]?)|([a-z][\w.]*)|([-+*/(),]))/giuy;

const FUNCTIONS: Readonly<Record<string, (values: readonly Value[]) => Value>> = {
  // as in Spark, null is passed over
  least: (values) => Math.min(...present(values)),
  greatest: (values) => Math.max(...present(values)),
  coalesce: (values) => values.find((value) => value !== null) ?? null,
  nanvl: ([value = null, other = null]) => (Number.isNaN(value) ? other : value),
};

/**
 * What an arithmetic expression of Spark's SQL is worth: names, numbers, `+ - * /` and a few functions. A fraction without `D` is refused,
 * since Spark takes it for a decimal.
 *
 * @param names - what each name stands for, `c.stars` as well.
 */
export function valueOf(expression: string, names: Readonly<Record<string, Value>>): Value {
  return new Reader(expression, names).whole();
}

type Token = RegExpMatchArray;

/** The same few expressions are worked out for every row. */
const known = new Map<string, readonly Token[]>();

function tokensOf(text: string): readonly Token[] {
  const found = known.get(text);
  if (found !== undefined) return found;
  const tokens = [...text.matchAll(TOKEN)];
  if (tokens.reduce((sum, [token]) => sum + token.length, 0) < text.trimEnd().length) {
    throw new Error(`not SQL: ${text}`);
  }
  known.set(text, tokens);
  return tokens;
}

class Reader {
  readonly #text: string;
  readonly #names: Readonly<Record<string, Value>>;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string, names: Readonly<Record<string, Value>>) {
    this.#text = text;
    this.#names = names;
    this.#tokens = tokensOf(text);
  }

  whole(): Value {
    const value = this.#sum();
    if (this.#at < this.#tokens.length) throw new Error(`not read to its end: ${this.#text}`);
    return value;
  }

  #takes(...signs: readonly string[]): string | undefined {
    const sign = this.#tokens[this.#at]?.[4];
    if (sign === undefined || !signs.includes(sign)) return undefined;
    this.#at += 1;
    return sign;
  }

  #expects(sign: string): void {
    if (this.#takes(sign) === undefined) throw new Error(`no ${sign} in ${this.#text}`);
  }

  #sum(): Value {
    let left = this.#product();
    for (let sign; (sign = this.#takes("+", "-")) !== undefined;) {
      const right = this.#product();
      left = left === null || right === null ? null : sign === "+" ? left + right : left - right;
    }
    return left;
  }

  #product(): Value {
    let left = this.#one();
    for (let sign; (sign = this.#takes("*", "/")) !== undefined;) {
      const right = this.#one();
      left = left === null || right === null ? null : sign === "*" ? left * right : left / right;
    }
    return left;
  }

  #one(): Value {
    if (this.#takes("-") !== undefined) {
      const value = this.#one();
      return value === null ? null : -value;
    }
    if (this.#takes("(") !== undefined) {
      const value = this.#sum();
      this.#expects(")");
      return value;
    }
    const [, number, letter, name] = this.#tokens[this.#at] ?? [];
    this.#at += 1;
    if (number !== undefined) return literal(number, letter ?? "");
    if (name === undefined) throw new Error(`no value in ${this.#text}`);
    if (this.#takes("(") !== undefined) return this.#call(name);
    const value = this.#names[name];
    if (value === undefined) throw new Error(`[UNRESOLVED_COLUMN] ${name} in ${this.#text}`);
    return value;
  }

  #call(name: string): Value {
    const values = [this.#sum()];
    while (this.#takes(",") !== undefined) values.push(this.#sum());
    this.#expects(")");
    const called = FUNCTIONS[name];
    if (called === undefined) throw new Error(`[UNRESOLVED_ROUTINE] ${name}`);
    return called(values);
  }
}

function literal(number: string, letter: string): number {
  if (letter === "" && !/^\d+$/u.test(number)) throw new Error(`${number} is a decimal`);
  return Number(number);
}

function present(values: readonly Value[]): number[] {
  return values.filter((value) => value !== null);
}
