// @ts-check

const LONG = "x".repeat(5000);

/** Texts that break things, as they stand in an address: percent-encoded, or badly so. */
export const STRANGE_PARTS = Object.freeze([
  ...[
    "%00",
    "a%00b",
    "%0d%0aset-cookie:%20a=b",
    "..%2f..%2f..%2fetc%2fpasswd",
    "..%5c..%5cwindows",
  ],
  ...[
    "%2e%2e",
    "..",
    ".",
    "%2e",
    "%252e%252e%252f",
    "'%20OR%201=1--",
    "%22;DROP%20TABLE%20ratings;--",
  ],
  ...["%ff", "%c3%28", "%ed%a0%80", "%f4%90%80%80", "%", "%z", "%zz", "%u0041", "%e2%82", "%c0%ae"],
  ...["NaN", "Infinity", "-0", "1e999", "-1", "0x10", "9007199254740993", "1".repeat(400), LONG],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "null",
    "undefined",
    "",
    "%20",
    "+",
  ],
  ...[
    "%F0%9F%8E%AC",
    "e%CC%81",
    "%C3%A9",
    "%E2%80%AE",
    "%EF%BB%BF",
    "%EF%BC%91",
    "%E2%80%8B",
    "%C2%85",
  ],
  ...[
    "%{personId}",
    "{personId}",
    "%24%7Bjndi:ldap://x%7D",
    "*",
    "%3Cscript%3E",
    "a;b",
    "a,b",
    "a%2Fb",
  ],
  ...[
    "%F0%9F%8E%AC".repeat(129),
    "%41".repeat(257),
    "é".normalize("NFD").length === 2 ? "e%CC%81" : "",
  ],
]);

/** Queries that break things. */
export const STRANGE_QUERIES = Object.freeze([
  ...[
    "count=NaN",
    "count=1e309",
    "count=-1",
    "count=3.5",
    "count=",
    "count",
    "count=3&count=4",
    "count[]=1",
  ],
  ...[
    "count[a]=1",
    "__proto__=1",
    "__proto__[x]=1",
    "constructor=1",
    "seed=4294967296",
    "seed=1e3",
  ],
  ...[
    "surprise=NaN",
    "surprise=2",
    "surprise=1e-9",
    "q=",
    "q=%00",
    "q=%ff",
    `q=${LONG}`,
    "q=(((((",
    "q=%5c",
  ],
  ...["limit=0", "limit=99999999999999999999", "after=%00", "genres=", "fromYear=-1", "toYear=1e9"],
  ...["&&&&", "=", "?", "%=%", "a=b#c", "fromRank=0", "exclude=%ff", "x".repeat(3000), "nosuch=1"],
  ...[
    "exclude=1&".repeat(1200),
    "among=no-such-movie",
    "personId=%00",
    "file=..%2f..%2fx",
    "films=0",
  ],
]);

/** @type {readonly unknown[]} */
const NUMBERS = [0, -0, -1, 1.5, 1e308, -1e308, 5e-324, 2 ** 53, 2 ** 64];
/** @type {readonly unknown[]} */
const SHAPES = [null, true, false, [], {}, [[]], [null], { a: 1 }, { toString: 1 }, { length: -1 }];
const LIST = Array.from({ length: 2000 }, (_, place) => place);

/** Values that stand where they do not belong. */
export const STRANGE_VALUES = Object.freeze([
  ...NUMBERS,
  ...SHAPES,
  LIST,
  ...["", "x", "NaN", "\u0000", "\ud800", "\udfff\ud800", "\u202e", "é", "e\u0301", "\ufeff"],
  ...["\r\nx: y", "' OR 1=1 --", "../../etc/passwd", "${7*7}", "%00", "1e400"],
  ...["x".repeat(257), "🎬".repeat(129), LONG],
  ...["2026-13-45T99:99:99Z", "0000-00-00", "+275760-09-13T00:00:00.001Z", "2026-11-29"],
]);

/** Names of properties that are none of the contract, or of JavaScript's own. */
export const STRANGE_NAMES = Object.freeze([
  ...[
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "",
    "\u0000",
    "extra",
    "person_id",
    "$where",
  ],
  ...["Rating", "rating ", "x".repeat(1000), "then", "toJSON"],
]);

/** Types of content that are not taken. */
export const STRANGE_TYPES = Object.freeze([
  ...[
    "text/plain",
    "application/xml",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "",
    "x",
  ],
  ...["application/json; charset=utf-16", "application/json, text/html", "APPLICATION/JSON", "*/*"],
  ...[
    "application/x-www-form-urlencoded",
    "application/jsonp",
    "application/json;",
    "application/vnd.x+json",
  ],
  ...[
    `application/json; ${"a=b;".repeat(500)}`,
    "application/x-ndjson",
    "application/zip",
    "\u00ff\u00fe",
  ],
]);

/** Headers besides. */
export const STRANGE_HEADERS = Object.freeze([
  ...of("authorization", "", "Basic eDp5", "Bearer", "Bearer x y z", "Bearer \u00ff\u00fe"),
  ...of("authorization", `Bearer ${"x".repeat(3000)}`),
  ...of("if-none-match", "*", '"a'.repeat(300), "W/"),
  ...of("origin", "null", "https://evil.example", "\u00ff"),
  ...of("x-forwarded-for", "1.2.3.4, x"),
  ...of("x-forwarded-host", "evil.example"),
  ...of("x-http-method-override", "DELETE"),
  ...of("x-original-url", "/v1/admin/models"),
  ...of("x-request-id", "x".repeat(2000), "{}\u00ff", "a\tb"),
  ...of("content-encoding", "gzip", "br", "x"),
  ...of("accept", "x/y;q=9", ""),
  ...of("accept-encoding", "gzip;q=0, *"),
  ...of("access-control-request-method", "PUT"),
  ...of("range", "bytes=0-1", "bytes=9-1"),
  ...of("cookie", "a=b"),
  ...of("if-match", "*"),
  ...of("if-modified-since", "x"),
  ...of("referer", "javascript:1"),
  ...of("te", "trailers"),
  ...of("forwarded", "for=x"),
]);

/** @param {string} name @param {readonly string[]} values @returns {[string, string][]} */
function of(name, ...values) {
  return values.map((value) => [name, value]);
}
