import { describe, expect, it } from "vitest";
import { toScreen, wholeMap, zoomOf } from "./camera.ts";
import type { Key, KeyPlace } from "./map-keys.ts";
import { keyPressed } from "./map-keys.ts";

const SIZE = { width: 800, height: 500 };
const PLACE: KeyPlace = {
  ...{ camera: wholeMap(SIZE), size: SIZE, current: -1 },
  films: [
    { x: 0.1, y: 0 },
    { x: 0.5, y: 0.1 },
    { x: -0.7, y: 0 },
  ],
};

function key(name: string, held: Partial<Key> = {}): Key {
  return { key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held };
}

describe("keys on the map", () => {
  it("arrows begin at the film in the middle and go on from film to film", () => {
    expect(keyPressed(key("ArrowRight"), PLACE)?.hover).toBe(0);
    expect(keyPressed(key("ArrowRight"), { ...PLACE, current: 0 })?.hover).toBe(1);
    expect(keyPressed(key("ArrowLeft"), { ...PLACE, current: 0 })?.hover).toBe(2);
  });

  it("an arrow without a film that way is used up, so that the page does not scroll", () => {
    expect(keyPressed(key("ArrowUp"), { ...PLACE, current: 0 })).toEqual({});
    expect(keyPressed(key("ArrowUp"), { ...PLACE, films: [] })).toEqual({});
  });

  it("plus and minus zoom, 0 shows all, Shift with an arrow moves", () => {
    const near = keyPressed(key("+"), PLACE)!.camera!;
    expect(zoomOf(near, SIZE)).toBeCloseTo(1.6);
    const there = { ...PLACE, camera: near };
    expect(zoomOf(keyPressed(key("-"), there)!.camera!, SIZE)).toBeCloseTo(1);
    expect(keyPressed(key("0"), there)!.camera).toEqual(PLACE.camera);
    expect(keyPressed(key("ArrowDown", { shiftKey: true }), there)!.camera!.y).toBeGreaterThan(0);
  });

  it("plus goes on from where one has looked, away from the film", () => {
    const away = { ...keyPressed(key("+"), PLACE)!.camera!, x: 0.7, scale: 2000 };
    const near = keyPressed(key("+"), { ...PLACE, camera: away, current: 0 })!.camera!;
    expect(near.x).toBeCloseTo(0.7);
  });

  it("plus keeps the film that is named or chosen in sight", () => {
    for (const current of PLACE.films.keys()) {
      let there = { ...PLACE, current };
      for (let press = 0; press < 4; press++) {
        there = { ...there, camera: keyPressed(key("+"), there)!.camera! };
      }
      const { x, y } = toScreen(there.camera, SIZE, PLACE.films[current]!);
      expect([x > 0 && x < SIZE.width, y > 0 && y < SIZE.height]).toEqual([true, true]);
      expect(zoomOf(there.camera, SIZE)).toBeCloseTo(1.6 ** 4);
    }
  });

  it("Enter and Space choose the film that is named, and nothing else", () => {
    expect(keyPressed(key("Enter"), { ...PLACE, current: 1 })).toEqual({ choose: 1 });
    expect(keyPressed(key(" "), { ...PLACE, current: 1 })).toEqual({ choose: 1 });
    expect(keyPressed(key("Enter"), PLACE)).toBeUndefined();
  });

  it("leaves shortcuts and all other keys to the browser", () => {
    expect(keyPressed(key("+", { ctrlKey: true }), PLACE)).toBeUndefined();
    expect(keyPressed(key("Tab"), PLACE)).toBeUndefined();
  });
});
