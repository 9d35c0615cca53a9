import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Pace } from "./playback.ts";
import { PACES } from "./playback.ts";
import type { RunSettings } from "./run-state.ts";
import type { RunStatus } from "./learn-session.ts";

/** How many hidden features there may be. */
export const FACTORS = [3, 10, 50] as const;

/** The choices and the buttons. */
export interface LearnControlsProps {
  readonly settings: RunSettings;
  readonly pace: Pace;
  readonly status: RunStatus;
  onChange(settings: RunSettings): void;
  onPace(pace: Pace): void;
}

/** What can be chosen about a run; the next one has it. */
export function LearnControls(props: LearnControlsProps): JSX.Element {
  const { settings, pace, onChange, onPace } = props;
  return (
    <div class="learn-choices">
      <Radios
        legend="Hidden features"
        name="learn-factors"
        values={FACTORS}
        chosen={settings.factors}
        onChoose={(factors) => onChange({ ...settings, factors })}
      />
      <fieldset>
        <legend>
          Weight decay <span class="quiet small">(keeps numbers small)</span>
        </legend>
        <label class="learn-choice">
          <input
            type="checkbox"
            checked={settings.weightDecay}
            onChange={(event) =>
              onChange({ ...settings, weightDecay: event.currentTarget.checked })
            }
          />
          {settings.weightDecay ? "on" : "off"}
        </label>
      </fieldset>
      <Radios legend="Show it" name="learn-pace" values={PACES} chosen={pace} onChoose={onPace} />
    </div>
  );
}

function Radios<Value extends string | number>({
  legend,
  name,
  values,
  chosen,
  onChoose,
}: {
  readonly legend: string;
  readonly name: string;
  readonly values: readonly Value[];
  readonly chosen: Value;
  onChoose(value: Value): void;
}): JSX.Element {
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div class="learn-radios">
        {values.map((value) => (
          <label class="learn-choice" key={value}>
            <input
              type="radio"
              name={name}
              checked={value === chosen}
              onChange={() => onChoose(value)}
            />
            {value}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Play, pause, stop, random again. */
export function RunButtons({
  status,
  isReady,
  onPlay,
  onPause,
  onResume,
  onStop,
  onRandom,
}: {
  readonly status: RunStatus;
  /** Not before it is known which data there are. */
  readonly isReady: boolean;
  onPlay(): void;
  onPause(): void;
  onResume(): void;
  onStop(): void;
  onRandom(): void;
}): JSX.Element {
  const [text, act] = {
    playing: ["Pause", onPause] as const,
    paused: ["Go on", onResume] as const,
    idle: ["Play", onPlay] as const,
    ...{ stopped: ["Play", onPlay] as const, failed: ["Play", onPlay] as const },
    done: ["Play again", onPlay] as const,
  }[status];
  const isGoing = status === "playing" || status === "paused";
  const [play, stop] = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  useLayoutEffect(() => {
    // a button that cannot be pressed any more loses focus, whoever stopped the run
    if (!isGoing && document.activeElement === stop.current) play.current?.focus();
  }, [isGoing]);
  return (
    <div class="actions">
      <button
        type="button"
        class="button learn-play"
        ref={play}
        data-testid="learn-play"
        disabled={!isReady}
        onClick={act}
      >
        {text}
      </button>
      <button type="button" class="button is-plain" ref={stop} disabled={!isGoing} onClick={onStop}>
        Stop
      </button>
      <button type="button" class="button is-plain" disabled={!isReady} onClick={onRandom}>
        Random again
      </button>
    </div>
  );
}
