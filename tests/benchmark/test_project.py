import yaml

from benchmark.project import copy_knowledge, intent_examples, stock_config, stock_domain, stock_rules

OURS = {
    "recipe": "default.v1",
    "language": "ko",
    "importers": [{"name": "knowledge.importer.KnowledgeImporter"}],
    "pipeline": [{"name": "nlu.tokenizer.KoreanTokenizer"}],
    "policies": [{"name": "serving.rule_policy.IndexedRulePolicy"}],
}


def test_stock_rasa_gets_none_of_our_components():
    config = stock_config(OURS, 100)
    names = [component["name"] for component in config["pipeline"] + config["policies"]]
    assert not any("." in name for name in names)
    assert {"WhitespaceTokenizer", "DIETClassifier", "TEDPolicy", "RulePolicy", "MemoizationPolicy"} <= set(
        names
    )


def test_stock_rasa_needs_no_importer_of_ours():
    assert "importers" not in stock_config(OURS, 100)


def test_only_what_is_trained_gets_epochs():
    components = stock_config(OURS, 7)["pipeline"]
    assert {c["name"] for c in components if c.get("epochs") == 7} == {"DIETClassifier", "ResponseSelector"}


def test_each_topic_is_a_plain_intent_of_the_stock_bot():
    domain = stock_domain({"intents": ["civil"], "slots": {}}, ["greet", "civil/a"])
    assert domain["intents"] == ["greet", "civil__a"]


def test_the_stock_bot_has_a_rule_for_each_topic_and_keeps_those_of_the_acts():
    rules = [
        {"rule": "greet", "steps": [{"intent": "greet"}, {"action": "action_small_talk"}]},
        {"rule": "civil", "steps": [{"intent": "civil"}, {"action": "action_answer"}]},
    ]
    names = [rule["rule"] for rule in stock_rules(rules, ["greet", "civil/a"])["rules"]]
    assert names == ["greet", "civil__a"]


def test_training_lines_are_cut_alike_for_both_bots(tmp_path):
    (tmp_path / "nlu").mkdir()
    lines = "".join(f"- 안녕 {i}\n" for i in range(5))
    content = {
        "nlu": [{"intent": i, "examples": lines} for i in ("greet", "civil/a", "civil/b", "other_agency/x")]
    }
    (tmp_path / "nlu/acts.yml").write_text(yaml.safe_dump(content, allow_unicode=True))
    examples = intent_examples(tmp_path, ["civil/a"], 3)
    assert set(examples) == {"greet", "civil/a", "other_agency/x"}
    assert examples["greet"] == ["안녕 0", "안녕 1", "안녕 2"]


def test_a_copy_of_the_knowledge_has_only_the_chosen_articles(tmp_path):
    root = tmp_path / "knowledge"
    for topic in ("civil/a", "civil/b"):
        (root / "articles" / topic).parent.mkdir(parents=True, exist_ok=True)
        (root / "articles" / f"{topic}.yml").write_text(topic)
    (root / "district.yml").write_text("name: 서구")
    (root / "store.py").write_text("code")
    (root / "places").mkdir()
    (root / "places" / "x.csv").write_text("x")
    copy = copy_knowledge(root, ["civil/a"], tmp_path / "copy")
    files = sorted(str(path.relative_to(copy)) for path in copy.rglob("*") if path.is_file())
    assert files == ["articles/civil/a.yml", "district.yml", "places/x.csv"]
