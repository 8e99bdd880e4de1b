from benchmark.project import copy_knowledge, stock_config, stock_domain

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


def test_stock_rasa_reads_the_same_articles():
    assert stock_config(OURS, 100)["importers"] == OURS["importers"]


def test_only_what_is_trained_gets_epochs():
    components = stock_config(OURS, 7)["pipeline"]
    assert {c["name"] for c in components if c.get("epochs") == 7} == {"DIETClassifier", "ResponseSelector"}


def test_the_stock_domain_has_a_response_for_each_topic():
    domain = stock_domain({"intents": ["civil"], "responses": {"utter_greet": []}}, ["civil/a"])
    assert set(domain["responses"]) == {"utter_greet", "utter_civil/a"}


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
