"""Score a few answers and print what to do next."""

import shisei


def main() -> None:
    """Score, then show range, outcome and the three findings that are worth most."""
    framework = shisei.framework("self-assessment@4.0")
    answers = {control.id: "implemented" for control in framework.controls}
    answers |= {"SA-03": "partial", "SA-14": "unknown"}
    assessment = framework.assess(answers, subject="Sakura Works", date="2026-04-01")

    print(f"{framework.reference}: {framework.title}")
    if assessment.score is None:
        print("The score is open:", assessment.points)
    else:
        print("Score:", assessment.score)
    outcome = assessment.outcome
    if outcome is not None and outcome.meaning is not None:
        print(f"{outcome.title} ({outcome.origin}): {outcome.meaning}")
    for finding in assessment.findings[:3]:
        control = finding.control
        print(f"- {control.id} {control.title} [{finding.state}, +{finding.worth.points}]")
        print(f"  {finding.advice}")
        print(f"  {finding.citations[0]} ({finding.verification})")


if __name__ == "__main__":
    main()
