import { expect, test } from 'vitest';

/** Asked of a document, the quick way answers; asked of the same nodes outside of it, jsdom does. */
test('labels and controls find each other as jsdom has them', () => {
  const page = document.createElement('div');
  page.innerHTML = `
    <label id="by-name" for="name">名称</label><input id="name"><label for="name">又名</label>
    <label id="around">电话 <b><input id="inside"></b><input id="second"></label>
    <label id="empty" for="">空</label><label id="nowhere" for="nothing">无</label>
    <label id="no-control" for="text">文字</label><p id="text"></p>
    <label id="hidden-control" for="hidden">隐藏</label><input type="hidden" id="hidden">
    <label id="other" for="second">另一个 <input id="third"></label>
    <label id="button-label" for="button">按钮</label><button id="button"></button>
    <label id="choice-label">选择 <select id="choice"></select></label><textarea id="lonely"></textarea>`;
  const answers = () => ({
    controls: [...page.querySelectorAll('label')].map((label) => [label.id, label.control?.id]),
    labels: [...page.querySelectorAll<HTMLInputElement>('input, button, select, textarea')].map((control) => [
      control.id,
      control.labels && [...control.labels].map(({ id }) => id),
    ]),
  });
  const slowly = answers();
  document.body.append(page);
  expect(answers()).toEqual(slowly);
  expect(slowly.controls.flat()).toContain('inside');
});

test('a style is shared until something changes', () => {
  document.body.innerHTML = '<p style="color: red">字</p>';
  const [paragraph] = document.querySelectorAll('p');
  if (!paragraph) throw new Error('no paragraph');
  const before = getComputedStyle(paragraph);
  expect(getComputedStyle(paragraph)).toBe(before);
  paragraph.style.display = 'none';
  expect(getComputedStyle(paragraph).display).toBe('none');
  document.body.insertAdjacentHTML('beforeend', '<style>p { visibility: hidden }</style>');
  expect(getComputedStyle(paragraph).visibility).toBe('hidden');
});
