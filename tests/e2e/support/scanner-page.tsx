import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { useScanner } from '../../../renderer/lib/scanner/use-scanner.ts';

/** What a page with fields of every kind has heard of a scanner, and what else happened on it. */
export interface Heard {
  readonly codes: string[];
  readonly bad: string[];
  readonly submits: number;
  readonly clicks: number;
  /** Digits that the page's own shortcuts got. */
  readonly shortcuts: string[];
  /** What React holds for the controlled field. */
  readonly state: string;
  /** How often the controlled field was left. */
  readonly left: number;
}

const heard = {
  codes: new Array<string>(),
  bad: new Array<string>(),
  submits: 0,
  clicks: 0,
  shortcuts: new Array<string>(),
  state: '',
  left: 0,
};

/** Read by the test. */
Reflect.set(window, 'heard', heard);

function Page() {
  const [text, setText] = useState('前文选中后文');
  useEffect(() => {
    heard.state = text;
  }, [text]);
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (/^\d$/.test(key)) heard.shortcuts.push(key);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useScanner({ onCode: (code) => heard.codes.push(code), onBad: (bad) => heard.bad.push(bad) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        heard.submits += 1;
      }}
    >
      <input
        id="controlled"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => (heard.left += 1)}
      />
      <input id="plain" defaultValue="前文选中后文" />
      <textarea id="area" defaultValue="前文选中后文" />
      <div id="editable" contentEditable suppressContentEditableWarning tabIndex={0} role="textbox">
        前文选中后文
      </div>
      <select id="select" defaultValue="0">
        {[...'0123456789'].map((digit) => (
          <option key={digit}>{digit}</option>
        ))}
      </select>
      <button id="button" type="button" onClick={() => (heard.clicks += 1)}>
        …
      </button>
      <button type="submit">…</button>
    </form>
  );
}

/** In place of what the window shows, the page of an earlier test among it. */
const LEAVE = 'leaveScannerPage';
Reflect.get(window, LEAVE)?.();
const place = document.createElement('div');
document.body.replaceChildren(place);
const root = createRoot(place);
root.render(<Page />);
Reflect.set(window, LEAVE, () => root.unmount());
