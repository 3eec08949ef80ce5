let pressed = false;

if (typeof window !== 'undefined') {
  window.addEventListener('pointerdown', () => (pressed = true), true);
  for (const kind of ['pointerup', 'pointercancel'] as const) {
    window.addEventListener(kind, () => (pressed = false), true);
  }
}

/**
 * Runs now, or once the button of the mouse is up again. A field that is left by a click would otherwise show its
 * problem between press and release, move what was pressed, and the click would be lost.
 */
export function afterPointer(run: () => void): void {
  if (!pressed) return run();
  const onUp = () => {
    window.removeEventListener('pointercancel', onUp, true);
    window.removeEventListener('pointerup', onUp, true);
    setTimeout(run);
  };
  window.addEventListener('pointerup', onUp, true);
  window.addEventListener('pointercancel', onUp, true);
  return undefined;
}
