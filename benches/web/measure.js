// Runs in the page, before anything else: when the first question can be answered, when all are
// there, how long an answer takes until it is painted, and how far things move meanwhile.
const radios = () => {
  const quiz = document.querySelector('shisei-quiz');
  return [...(quiz?.shadowRoot ?? document).querySelectorAll('input[type=radio]')];
};

/** How far what was in sight has moved so far: the sum of what browsers call layout shift. */
globalThis.shift = 0;
new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) globalThis.shift += value;
}).observe({ type: 'layout-shift', buffered: true });

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Milliseconds from the start of the navigation to the frame in which it holds. */
async function when(holds) {
  while (!holds()) await frame();
  return performance.now();
}

/**
 * The first question can be answered when its first radio button has its place on the page: both
 * quizzes attach what takes the answer in the turn that makes the button.
 */
globalThis.first = frame().then(() => when(() => radios()[0]?.getBoundingClientRect().height > 0));
globalThis.all = (count) => globalThis.first.then(() => when(() => radios().length >= count));

/**
 * From the start of a frame, over the click, to the message that follows its paint. People answer
 * what they see, so the question is brought into sight first, and what that costs is not counted.
 */
globalThis.answer = async (nth) => {
  radios()[nth].scrollIntoView({ block: 'center' });
  for (let frames = 0; frames < 4; frames += 1) await frame();
  const radio = radios()[nth];
  const { port1, port2 } = new MessageChannel();
  const painted = new Promise((resolve) => (port1.onmessage = resolve));
  await frame();
  const start = performance.now();
  radio.click();
  port2.postMessage(null);
  await painted;
  return performance.now() - start;
};
