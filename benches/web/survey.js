// The same 25 questions in SurveyJS, its build without a framework, bundled as small as it gets.
import { Model } from 'survey-core';
import 'survey-js-ui';
import questions from 'bench-questions';

const survey = new Model({
  locale: 'ja',
  pages: [
    {
      elements: questions.map(({ id, title, choices }) => ({
        type: 'radiogroup',
        name: id,
        title,
        choices,
      })),
    },
  ],
});
survey.render(document.getElementById('survey'));
