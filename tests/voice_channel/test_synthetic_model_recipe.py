"""The recipe of the synthetic model: its pure parts."""

import math
from collections import Counter

import numpy as np
import pytest

from voice_channel.synthetic_model import graph, ngram, nnet3, texts
from voice_channel.synthetic_model.dataset import frame_phones
from voice_channel.synthetic_model.evaluate import Score, edit_distance
from voice_channel.synthetic_model.export import ExportSettings, decoder_conf, mfcc_conf
from voice_channel.synthetic_model.lexicon import build_lexicon, split_pronunciation
from voice_channel.synthetic_model.network import Layer, layer_shapes, load_layers, save_layers
from voice_channel.synthetic_model.speech import PHONES, SILENCE, espeak, phone_name
from voice_channel.synthetic_model.units import choose_units, morpheme_parts

SENTENCES = [["여권", "수수료"], ["여권", "신청"], ["등본", "수수료"]]


def test_a_rare_word_is_cut_and_a_frequent_or_kept_word_is_not():
    units = choose_units({"여권을": 1, "수수료가": 9, "처음으로": 1}, {"처음으로"}, 5, morpheme_parts)
    assert units == {"여권을": ("여권", "+을"), "수수료가": ("수수료가",), "처음으로": ("처음으로",)}


@pytest.mark.parametrize("word", ["잃어버렸는데요", "가로등이", "뚫훍", "만들라믄"])
def test_the_parts_of_a_word_spell_it(word):
    assert "".join(morpheme_parts(word)) == word


def test_a_consonant_that_moves_over_stays_with_the_stem():
    assert split_pronunciation(("tS", "h", "E", "q", "u-", "L"), ["책", "을"]) == [
        ("tS", "h", "E", "q"),
        ("u-", "L"),
    ]


def test_an_ending_with_its_own_consonant_begins_with_it():
    assert split_pronunciation(("j", "@", "q", "w", "@", "n", "g", "w", "a"), ["여권", "과"])[1] == (
        "g",
        "w",
        "a",
    )


def test_a_pronunciation_without_a_vowel_for_each_syllable_is_not_cut():
    assert split_pronunciation(("a", "n"), ["여권", "을"]) is None


def test_a_word_is_listed_as_spelt_and_as_its_sounds_change():
    phones = {"국민": ("g", "u", "q", "m", "i", "n"), "궁민": ("g", "u", "N", "m", "i", "n")}
    lexicon = build_lexicon({"국민": ("국민",)}, phones.__getitem__, {"국민": "궁민"}.__getitem__)
    assert lexicon == {"국민": set(phones.values())}


def test_words_that_sound_alike_end_in_different_symbols():
    lines, symbols = graph.lexicon_lines({"네": {("n", "e")}, "내": {("n", "e")}}, {"네": 1, "내": 2})
    assert symbols == 2
    endings = {
        line.split()[2]
        for line in lines
        if int(line.split()[2] if len(line.split()) > 2 else 0) > graph.PHONE_COUNT
    }
    assert endings == {str(graph.PHONE_COUNT + 1), str(graph.PHONE_COUNT + 2)}


def test_silence_cannot_stand_before_a_continuation():
    lines, _ = graph.lexicon_lines({"책": {("E", "k")}, "+을": {("u-", "L")}}, {"책": 1, "+을": 2})
    silence = next(line.split() for line in lines if line.split()[2:3] == [str(graph.PHONE_IDS[SILENCE])])
    continuation = next(line.split() for line in lines if line.split()[3:4] == ["2"])
    whole = next(line.split() for line in lines if line.split()[3:4] == ["1"])
    assert whole[0] == silence[1]
    assert continuation[0] != silence[1]


def test_a_phone_becomes_an_entry_and_a_loop():
    assert list(graph.with_transitions([["0", "1", "5", "7", "0.5"], ["1"]])) == [
        "0 1 10 7 0.5",
        "1",
        "1 1 9 0",
    ]


def test_a_state_that_two_phones_enter_gets_a_loop_for_each():
    lines = list(graph.with_transitions([["0", "1", "5", "0"], ["0", "1", "6", "0"], ["1"]]))
    assert {"2 2 9 0", "2 1 0 0", "3 3 11 0", "3 1 0 0"} <= set(lines)
    assert not any(line.startswith("1 1 ") for line in lines)


def test_phones_are_numbered_by_their_place_in_the_word():
    names = [graph.PHONE_NAMES[number] for number in graph.positioned(("n", "e", "n"))]
    assert names == ["n_B", "e_I", "n_E"]
    assert graph.PHONE_NAMES[graph.positioned(("a",))[0]] == "a_S"
    assert PHONES[graph.output_of(graph.PHONE_IDS["e_E"])] == "e"
    assert graph.word_boundaries().startswith("1 nonword\n2 begin\n3 internal\n4 end\n5 singleton\n")


def test_ngrams_are_counted_with_sentence_starts_and_ends():
    counts = ngram.count_ngrams(SENTENCES, 2)
    assert counts[1][("<s>",)] == Counter({"여권": 2, "등본": 1})
    assert counts[1][("수수료",)] == Counter({"</s>": 2})
    assert counts[0][()]["여권"] == 2


@pytest.mark.parametrize("order", [2, 3])
@pytest.mark.parametrize("context", [("<s>",), ("여권",), ("여권", "수수료"), ("없는말",)])
def test_probabilities_after_any_context_sum_to_one(order, context):
    words = {"여권", "수수료", "신청", "등본", "한번도"}
    model = ngram.estimate(ngram.count_ngrams(SENTENCES, order), words, 0.75, (1, 1, 1))
    total = sum(ngram.probability(model, context, word) for word in {*words, "</s>"})
    assert total == pytest.approx(1.0)


def test_a_seen_word_pair_is_likelier_than_an_unseen_one_and_a_new_word_is_possible():
    model = ngram.estimate(ngram.count_ngrams(SENTENCES, 2), ["한번도"], 0.75, (1, 1))
    seen, unseen = (ngram.probability(model, ("등본",), word) for word in ("수수료", "신청"))
    assert seen > unseen > ngram.probability(model, ("등본",), "한번도") > 0


def test_the_language_model_graph_starts_first_and_keeps_its_costs():
    model = ngram.estimate(ngram.count_ngrams([["네"]], 2), [], 0.75, (1, 1))
    lines = [line.split() for line in ngram.arcs(model, {"네": 4}.__getitem__)]
    first = lines[0]
    assert first[0] == "0" and first[2:4] == ["4", "4"]
    assert float(first[4]) == pytest.approx(-math.log(ngram.probability(model, ("<s>",), "네")), abs=0.01)


def test_the_acoustic_model_lists_a_transition_pair_for_every_phone():
    text = nnet3.transition_model()
    assert f"<Tuples> {graph.PHONE_COUNT} \n1 0 0 1 \n2 0 2 3 \n" in text
    assert text.count("-0.6931") == 2 * graph.PHONE_COUNT


def test_the_network_config_ends_at_its_only_blank_line():
    layers = [Layer(np.ones(shape, np.float32), np.zeros(shape[0], np.float32)) for shape in layer_shapes(4)]
    text = nnet3.model_text(layers).split("<Nnet3> \n")[1]
    assert text.count("\n\n") == 1
    assert text.split("\n\n")[1].startswith("<NumComponents> 14 ")


def test_weights_of_another_network_are_refused(tmp_path):
    file = tmp_path / "weights.npz"
    save_layers(
        file, [Layer(np.ones(shape, np.float32), np.zeros(shape[0], np.float32)) for shape in layer_shapes(4)]
    )
    with pytest.raises(ValueError, match="another network"):
        load_layers(file)


def test_the_model_files_agree_with_training():
    assert "--num-ceps=40\n" in mfcc_conf()
    assert "--frame-subsampling-factor=3\n" in decoder_conf(ExportSettings())


def test_frames_carry_the_phone_that_sounds_and_its_start():
    phones, starts = frame_phones([(0.0, SILENCE), (0.1125, "n"), (0.2125, "e"), (0.4125, SILENCE)], 60)
    names = [PHONES[number] for number in phones]
    assert names[9] == SILENCE and names[10] == names[19] == "n" and names[20] == "e" and names[45] == SILENCE
    assert starts[15] == 10 and starts[25] == 20


def test_a_phone_shorter_than_the_decoders_step_gets_a_whole_step():
    phones, _ = frame_phones([(0.1125, "n"), (0.1225, "e"), (0.2125, "a")], 40)
    assert [PHONES[number] for number in phones[10:14]] == ["n", "n", "n", "e"]


def test_espeak_marks_are_not_phones():
    assert phone_name("'a") == "a"
    assert phone_name("_:") == SILENCE
    assert phone_name(";") == "" == phone_name("(en)")


def test_espeak_tells_when_each_phone_starts():
    phones = espeak().speak("여권").phones
    starts = [start for start, _ in phones]
    assert starts == sorted(starts)
    assert [name for _, name in phones if name != SILENCE] == ["j", "@", "q", "w", "@", "n"]


def test_titles_and_questions_become_spoken_hangul(tmp_path):
    article = (
        "title: 여권 재발급·분실(긴급)\nquestions:\n- 10년짜리 {district.name} 여권은요?\n- 여권 ㅠㅠ 분실\n"
    )
    (tmp_path / "passport.yml").write_text(article, encoding="utf-8")
    titles, questions = texts.article_sentences(tmp_path)
    assert titles == ["긴급", "분실", "여권 재발급"]
    assert "십 년짜리 구청 여권은요" in questions


def test_numbers_are_said_as_their_counters_want():
    assert {"십사 일", "열네 살", "백 번", "이십 퍼센트"} <= set(texts.number_phrases())


def test_about_one_in_n_sentences_is_held_out_and_always_the_same_ones():
    sentences = [f"질문 {number}" for number in range(2000)]
    held = [sentence for sentence in sentences if texts.held_out(sentence, 20)]
    assert 60 < len(held) < 140
    assert not any(texts.held_out(sentence, 0) for sentence in sentences)


def test_training_texts_use_only_known_syllables_and_repeat_with_the_seed():
    known = ["여권 수수료", "등본 발급"]
    first, again = (list(texts.training_sentences(known, 50, seed=4)) for _ in range(2))
    assert first == again
    assert set("".join(first)) <= set("".join(known))
    assert len(set(first)) > 10


def test_errors_are_counted_in_words_letters_and_sentences():
    assert edit_distance("여권신청", "여건신청을") == 2
    score = Score()
    score.add("여권 신청", "여권신청")
    assert (score.word_errors, score.character_errors, score.exact, score.exact_letters) == (2, 0, 0, 1)
