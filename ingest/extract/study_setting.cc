// Where, when and how long a study was done: centres and countries, kind of place, period of recruitment, how long
// people were followed. Facts that evidence is weighed by, read from the study's own words only.
#include <string>

#include "ingest/extract/extractor.h"
#include "ingest/extract/guarded.h"
#include "ingest/extract/literals.h"
#include "ingest/extract/phrases.h"
#include "ingest/extract/study.h"
#include "src/base/text.h"
#include "src/language/number.h"

namespace warrant {
namespace {

#define WARRANT_COUNT                                                                                             \
  "(\\d+|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Ff]" \
  "ifteen|[Tt]wenty)"
#define WARRANT_MONTH                                                                                                  \
  "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?" \
  ":ember)?|Dec(?:ember)?)\\.?"

class FactReader {
 public:
  FactReader(const Document& document, const Sentence& sentence, std::vector<Claim>& claims)
      : document_(document), sentence_(sentence), text_(slice(document.text, sentence.span)), claims_(claims) {}

  void read() {
    constexpr std::uint32_t kFollow = 1, kPlace = 2, kCentre = 4, kMonth = 8;
    static const Literals words = {{"follow", kFollow},
                                   {"hospital", kPlace | kCentre},
                                   {"clinic", kPlace | kCentre},
                                   {"center", kCentre},
                                   {"centre", kCentre},
                                   {"primary care", kPlace},
                                   {"general practice", kPlace | kCentre},
                                   {"tertiary", kPlace},
                                   {"intensive care", kPlace},
                                   {"emergency", kPlace},
                                   {"outpatient", kPlace},
                                   {"inpatient", kPlace},
                                   {"communit", kPlace},
                                   {"nursing home", kPlace},
                                   {"school", kPlace | kCentre},
                                   {"sites", kCentre},
                                   {"countries", kCentre},
                                   {"institution", kCentre},
                                   {"practices", kCentre},
                                   {"secondary care", kPlace},
                                   {"january", kMonth},
                                   {"february", kMonth},
                                   {"march", kMonth, true},
                                   {"april", kMonth},
                                   {"may", kMonth, true},
                                   {"june", kMonth},
                                   {"july", kMonth},
                                   {"august", kMonth},
                                   {"september", kMonth},
                                   {"october", kMonth},
                                   {"november", kMonth},
                                   {"december", kMonth},
                                   {"jan", kMonth, true},
                                   {"feb", kMonth, true},
                                   {"mar", kMonth, true},
                                   {"apr", kMonth, true},
                                   {"jun", kMonth, true},
                                   {"jul", kMonth, true},
                                   {"aug", kMonth, true},
                                   {"sep", kMonth, true},
                                   {"sept", kMonth, true},
                                   {"oct", kMonth, true},
                                   {"nov", kMonth, true},
                                   {"dec", kMonth, true},
                                   {"multisite", kCentre},
                                   {"multi-site", kCentre},
                                   {"single-site", kCentre}};
    const std::uint32_t found = words.in(text_);
    if (found == 0) return;
    const Passage& passage = document_.passages[static_cast<std::size_t>(sentence_.passage)];
    if (!speaks_of_itself(document_, passage)) return;
    // "A previous trial at 12 centres": others.
    static const Guarded others(
        R"((?i)\b(sites|points) per\b|\b(previous|earlier|other|another) (study|studies|trial|trials|report|work)\b|et al)");
    if (others.in(text_)) return;
    if ((found & kFollow) != 0) follow_up();
    if ((found & kCentre) != 0) centres();
    if ((found & kPlace) != 0) place();
    if ((found & kMonth) != 0) period();
  }

 private:
  Claim& add(std::string_view measure, re2::StringPiece where) {
    Claim claim = claim_of(document_, sentence_, kind::kStudyFact);
    claim.measure = measure;
    const auto start = sentence_.span.start + static_cast<std::uint32_t>(where.data() - text_.data());
    claim.value_span = {start, start + static_cast<std::uint32_t>(where.size())};
    claims_.push_back(std::move(claim));
    return claims_.back();
  }

  void set_value(Claim& claim, re2::StringPiece number) {
    const std::string printed(number);
    const std::vector<Token> tokens = lex(printed);
    if (tokens.empty() || !tokens[0].is_number()) return;
    claim.value = tokens[0].number.value;
    claim.value_text = printed;
    claim.value_op = Operator::kEqual;
  }

  // "median follow-up was 24.5 months (range 3–60)", "followed for a mean of 5 years"
  void follow_up() {
    static const Guarded summary(
        R"((?i)\b(?:(median|mean|average|minimum|maximum|total)(?: (?:duration|length|time|period) of)?(?: \w+)?[ -])?(?:follow[- ]?ups?)(?: (?:time|period|duration|length))?(?: (?:for|of|in) (?:\w+ ){1,6}?)?(?: (?:was|is|of|were|being|time was)|,|:| =)? ?(?:approximately |about |\()?(\d+(?:\.\d+)?)(?: \((?:(?:IQR|interquartile range|range|SD)[,:]? ?)?(\d+(?:\.\d+)?) ?(?:-|–|to|,) ?(\d+(?:\.\d+)?)\))? ?[- ]?(years?|months?|weeks?|days?)\b)");
    static const Guarded followed(
        R"((?i)\bfollowed(?:[- ]up)? (?:for|over|during|up for) (?:a |an )?(?:further |total |period )?(?:(median|mean|average|minimum|maximum)(?: follow[- ]?up)? (?:of )?)?(?:of )?(?:up to |at least )?)" WARRANT_COUNT
        R"((?:\.\d+)?()()[ -](years?|months?|weeks?|days?)\b)");
    for (const Guarded* pattern : {&summary, &followed}) {
      re2::StringPiece g[6];
      if (!pattern->find(text_, g, 6)) continue;
      // The study-fact extractor reads plain ones ("follow-up of 12 months"): what adds a summary or a spread is ours.
      if (pattern == &summary && g[1].empty() && g[3].empty()) continue;
      Claim& claim = add("follow_up", g[2]);
      set_value(claim, g[2]);
      claim.subject = g[1].empty() ? "follow-up" : ascii_lower(std::string(g[1])) + " follow-up";
      claim.unit = ascii_lower(std::string(g[5]));
      if (!claim.unit.empty() && claim.unit.back() != 's') claim.unit += 's';
      if (!g[3].empty() && !g[4].empty()) {
        const std::vector<Token> low = lex(std::string(g[3])), high = lex(std::string(g[4]));
        if (!low.empty() && !high.empty() && low[0].is_number() && high[0].is_number()) {
          claim.q_low = low[0].number.value;
          claim.q_high = high[0].number.value;
          claim.spread = std::string(g[0]).find("IQR") != std::string::npos ||
                                 std::string(g[0]).find("nterquartile") != std::string::npos
                             ? "iqr"
                             : "range";
        }
      }
      return;
    }
  }

  // "at 45 centres in 12 countries", "multicentre", "single-centre"
  void centres() {
    static const Guarded counted(
        R"((?i)\b(?:at|in|from|across|within|involving|by) )" WARRANT_COUNT
        R"( ((?:(?:academic|participating|different|study|clinical|medical|tertiary|public|private|general|university|teaching|urban|rural|district|investigational|regional|community|primary|health|secondary|care|trial|referral|cancer|maternity) ){0,4}(?:cent(?:re|er)s|sites|hospitals|clinics|institutions|practices|schools))\b)");
    static const Guarded countries(R"((?i)\b(?:in|from|across) )" WARRANT_COUNT R"( (?:\w+ )?(countries)\b)");
    static const Guarded single(R"((?i)\b(single|one|multi|two|bi)[- ]?(?:cent(?:re|er)|institution(?:al)?|site)\b)");
    for (const Guarded* pattern : {&counted, &countries}) {
      re2::StringPiece g[3];
      if (!pattern->find(text_, g, 3)) continue;
      Claim& claim = add(pattern == &counted ? "centres" : "countries", g[1]);
      set_value(claim, g[1]);
      claim.subject = std::string(g[2]);
    }
    static const Guarded own(R"((?i)\b(we|this|our|the study|was (?:a |an )|trial|study)\b)");
    re2::StringPiece g[2];
    if (single.find(text_, g, 2) && own.in(text_)) add("setting", g[0]).subject = std::string(g[0]);
  }

  // "at a tertiary care hospital", "in primary care", "in the intensive care unit"
  void place() {
    static const Guarded where(
        R"((?i)\b(?:at|in|from|of) (?:a |an |the |our |two |three )?((?:(?:large|urban|rural|public|private|academic|single|local|regional|national|medical|surgical|pediatric|paediatric|adult|university|teaching|district|tertiary|secondary|referral|care|level|community|general|maternity|outpatient|inpatient|primary|health) ){0,4}(?:tertiary (?:care |referral )?(?:hospital|cent(?:re|er)|institution)s?|university hospitals?|teaching hospitals?|district hospitals?|primary (?:health )?care(?: (?:cent(?:re|er)s?|clinics?|practices?|settings?))?|general practices?|intensive care units?|emergency departments?|outpatient (?:clinics?|departments?)|outpatient settings?|inpatient (?:units?|wards?|settings?)|nursing homes?|community (?:settings?|hospitals?|clinics?)|(?:primary|secondary|elementary|middle|high) schools?|secondary care|maternity (?:hospitals?|wards?|units?)))\b)");
    // Where people were recruited or the study done.
    static const Guarded done(
        R"((?i)\b(?:conducted|performed|carried out|undertaken|recruited|enrolled|took place|admitted|attending|attended|presenting|treated|based|randomi[sz]ed|setting|selected|invited|referred|patients (?:at|in|from)|setting:)\b)");
    if (!done.in(text_)) return;
    re2::StringPiece g[2];
    if (!where.find(text_, g, 2)) return;
    Claim& claim = add("setting", g[1]);
    claim.subject = std::string(g[1]);
  }

  // "between January 2004 and December 2006"
  void period() {
    static const Guarded dated(
        R"((?i)\b(?:between|from) ((?:the )?(?:\d{1,2}(?:st|nd|rd|th)?,? )?)" WARRANT_MONTH
        R"((?: \d{1,2}(?:st|nd|rd|th)?)?(?:,? (?:of )?(?:19|20)\d\d)?),? (?:and|to|until|through|till|-|–) ((?:\d{1,2}(?:st|nd|rd|th)?,? )?)" WARRANT_MONTH
        R"((?: \d{1,2}(?:st|nd|rd|th)?)?,? (?:of )?(?:19|20)\d\d)\b)");
    static const Guarded done(
        R"((?i)\b(?:conducted|performed|carried out|undertaken|recruit(?:ed|ment)|enrol(?:led|lment|ment)|took place|admitted|randomi[sz](?:ed|ation)|included|treated|collected|diagnosed|underwent|screened|study period|accru(?:al|ed)|entered|invited|assigned|started|ran)\b)");
    re2::StringPiece g[3];
    if (!done.in(text_) || !dated.find(text_, g, 3)) return;
    const re2::StringPiece whole(g[1].data(), static_cast<std::size_t>(g[2].data() + g[2].size() - g[1].data()));
    Claim& claim = add("period", whole);
    claim.subject = std::string(g[1]) + " – " + std::string(g[2]);
  }

  const Document& document_;
  const Sentence& sentence_;
  std::string_view text_;
  std::vector<Claim>& claims_;
};

#undef WARRANT_COUNT
#undef WARRANT_MONTH

void extract(const Reading& reading, std::vector<Claim>& claims) {
  for (const Sentence& sentence : reading.sentences)
    if (is_running_text(reading.document, sentence)) FactReader(reading.document, sentence, claims).read();
}

}  // namespace

extern const Extractor study_setting_extractor;
const Extractor study_setting_extractor{"study_setting", 4, extract};

}  // namespace warrant
