//! What people did for a book: the relators of MARC, which EPUB names, and the codes that ONIX has for them.

use pamphlet_source::did_you_mean;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A part that somebody had in a book: a code of MARC's list of relators.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Role(std::borrow::Cow<'static, str>);

/// Relators with a name that people write, and their code in ONIX (list 17).
const NAMED: [(&str, &str, &str); 40] = [
    ("aut", "author", "A01"),
    ("cre", "creator", "A09"),
    ("ctb", "contributor", "A32"),
    ("edt", "editor", "B01"),
    ("trl", "translator", "B06"),
    ("ill", "illustrator", "A12"),
    ("pht", "photographer", "A13"),
    ("art", "artist", "A07"),
    ("cov", "cover-designer", "A36"),
    ("bkd", "book-designer", "A11"),
    ("bjd", "jacket-designer", "A36"),
    ("dsr", "designer", "A11"),
    ("aui", "author-of-introduction", "A24"),
    ("aft", "author-of-afterword", "A19"),
    ("wpr", "writer-of-preface", "A15"),
    ("wac", "writer-of-added-commentary", "A21"),
    ("ann", "annotator", "A20"),
    ("com", "compiler", "C01"),
    ("adp", "adapter", "B05"),
    ("abr", "abridger", "B04"),
    ("red", "redactor", "B18"),
    ("pfr", "proofreader", "Z01"),
    ("mrk", "markup-editor", "B26"),
    ("tyg", "typographer", "A11"),
    ("ctg", "cartographer", "A39"),
    ("res", "researcher", "A51"),
    ("csl", "consultant", "B20"),
    ("prg", "programmer", "A30"),
    ("sad", "scientific-advisor", "B29"),
    ("org", "originator", "A10"),
    ("ivr", "interviewer", "A43"),
    ("ive", "interviewee", "A44"),
    ("nrt", "narrator", "E03"),
    ("trc", "transcriber", "B33"),
    ("cur", "curator", "C04"),
    ("pbd", "publishing-director", "Z99"),
    ("pbl", "publisher", "Z99"),
    ("spn", "sponsor", "Z99"),
    ("dte", "dedicatee", "Z02"),
    ("rev", "reviewer", "Z04"),
];

/// The other relators of the list, which have no name here and no code of their own in ONIX.
const FURTHER: &str = "acp act adi anc anl anm ant ape apl app aqt arc ard arr asg asn ato att auc aud aus bdd bka bkp \
    blw bnd bpd brd brl bsl cad cas ccp chr cli cll clr clt cmm cmp cmt cnd cng cns coe col con cop cor cos cot cou cpc \
    cpe cph cpl cpt crp crr crt csp cst cte ctr cts ctt cwt dbd dbp dfd dfe dft dgc dgg dgs dis djo dln dnc dnr dpc dpt \
    drm drt dst dtc dtm dto dub edc edm egr elg elt eng enj etr evp exp fac fds fld flm fmd fmk fmo fmp fnd fon fpy frg \
    gdv gis hnr hst his ilu ins inv isb itr jud jug kad lbr lbt ldr led lee lel len let lgd lie lil lit lsa lse lso ltg \
    ltr lyr mcp mdc med mfp mfr mka mod mon msd mte mtk mup mus mxe nan onp opn orm osp oth own pad pan pat pdr plt pma \
    pmn pnc pop ppm ppt pra prc prd pre prf prm prn pro prp prs prt prv pta pte ptf pth ptt pup rap rbr rcd rce rcp rdd \
    ren rpc rps rpt rpy rse rsg rsp rsr rst rth rtm rxa sce scl scr sde sds sec sfx sgd sgn sht sll sng spk spy srv std \
    stg stl stm stn str swd tad tau tcd tch ths tld tlg tlh tlp tyd uvp vac vdg vfx voc wal wam wat waw wdc wde wfs wft \
    win wit wst";

impl Role {
    /// An author.
    pub const AUTHOR: Self = Self(std::borrow::Cow::Borrowed("aut"));
    /// A publisher.
    pub(crate) const PUBLISHER: Self = Self(std::borrow::Cow::Borrowed("pbl"));
    /// A translator.
    pub const TRANSLATOR: Self = Self(std::borrow::Cow::Borrowed("trl"));

    /// Reads a code of MARC (`trl`) or one of the names that stand for the usual ones (`translator`).
    ///
    /// # Errors
    /// A sentence that says what is known.
    pub fn parse(text: &str) -> Result<Self, String> {
        let written = text.trim().to_ascii_lowercase().replace([' ', '_'], "-");
        if let Some((code, ..)) = NAMED.iter().find(|(code, name, _)| *code == written || *name == written) {
            return Ok(Self((*code).into()));
        }
        if let Some(code) = FURTHER.split_whitespace().find(|code| *code == written) {
            return Ok(Self(code.into()));
        }
        let names = NAMED.iter().map(|(_, name, _)| *name);
        Err(format!(
            "the role “{text}” is not a relator of MARC; {}write a code such as aut, edt, trl, ill, or a name: {}",
            did_you_mean(&written, names.clone()),
            names.collect::<Vec<_>>().join(", ")
        ))
    }

    /// Its code in MARC's list of relators.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0
    }

    /// Its code in ONIX (list 17).
    #[must_use]
    pub fn onix(&self) -> &'static str {
        NAMED.iter().find(|(code, ..)| *code == self.0).map_or("Z99", |(_, _, onix)| *onix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names() {
        assert_eq!(Role::parse("trl"), Ok(Role::TRANSLATOR));
        assert_eq!(Role::parse("Translator"), Ok(Role::TRANSLATOR));
        assert_eq!(Role::parse("cover designer").unwrap().onix(), "A36");
        assert!(Role::parse("zzz").unwrap_err().contains("not a relator of MARC"));
        assert!(Role::parse("tranlator").unwrap_err().contains("did you mean translator?"));
        assert_eq!(Role::parse("bnd").unwrap().onix(), "Z99");
    }

    #[test]
    fn no_code_twice() {
        let mut all: Vec<&str> = NAMED.iter().map(|(code, ..)| *code).chain(FURTHER.split_whitespace()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(all.iter().all(|code| code.len() == 3));
    }
}
