// `?lang=en&framework=five-basics&mode=one&resume&share` set the attributes of the quiz.
const wanted = new URLSearchParams(location.search);
const quiz = document.querySelector('shisei-quiz');
const lang = wanted.get('lang');
if (lang) document.documentElement.lang = quiz.lang = lang;
for (const [name, value] of wanted) if (name !== 'lang') quiz.setAttribute(name, value);
