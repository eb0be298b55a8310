//! The hasher.

use std::fmt;
use std::sync::Arc;

use argon2::password_hash::phc::{Ident, Output, ParamsString, PasswordHash as Phc, Salt};
use argon2::{Algorithm, Argon2, Params, Version};
use ariadne_ports::{PasswordHash, PasswordHasher, Result};
use async_trait::async_trait;
use secrecy::SecretString;

use crate::config::{Cost, Settings};
use crate::error::{failed, unreadable};
use crate::prepare::prepare;
use crate::queue::Queue;
use crate::work::{Effort, Work};

/// A [`PasswordHasher`] with Argon2id.
pub struct Argon2Hasher {
    settings: Settings,
    function: Argon2<'static>,
    /// What a password is compared with when there is no hash; none is known to match.
    nobody: Stored,
    queue: Queue,
    work: Arc<Work>,
}

impl fmt::Debug for Argon2Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Settings { cost: Cost { memory_kib, passes, lanes }, at_once } = self.settings;
        write!(
            f,
            "Argon2Hasher({memory_kib} KiB, {passes} passes, {lanes} lanes, {at_once} at once)"
        )
    }
}

/// A hash that was read.
#[derive(Clone)]
struct Stored {
    function: Argon2<'static>,
    salt: Salt,
    output: Output,
}

impl Stored {
    fn read(hash: &PasswordHash) -> Result<Self> {
        let told = |reason: argon2::password_hash::phc::Error| unreadable(reason.to_string());
        let phc = Phc::new(&hash.0).map_err(told)?;
        let algorithm = Algorithm::try_from(phc.algorithm.as_str())
            .map_err(|reason| unreadable(reason.to_string()))?;
        let version = Version::try_from(phc.version.unwrap_or(Version::V0x13.into()))
            .map_err(|reason| unreadable(reason.to_string()))?;
        let params = Params::try_from(&phc).map_err(|reason| unreadable(reason.to_string()))?;
        let salt = phc.salt.ok_or_else(|| unreadable("it has no salt"))?;
        let output = phc.hash.ok_or_else(|| unreadable("it has no output"))?;
        Ok(Self { function: Argon2::new(algorithm, version, params), salt, output })
    }
}

impl Argon2Hasher {
    /// A hasher with these settings; `Validation` when they cannot be had.
    pub fn new(settings: Settings) -> Result<Self> {
        let function = settings.function()?;
        // Random and as long as others, so that nobody can look for a password that fits it.
        let random = [Salt::generate(), Salt::generate()];
        let random = random.each_ref().map(|salt| &**salt).concat();
        let output = Output::new(&random).map_err(|e| failed(e.to_string()))?;
        let nobody = Stored { function: function.clone(), salt: Salt::generate(), output };
        let queue = Queue::new(settings.at_once);
        Ok(Self { settings, function, nobody, queue, work: Arc::default() })
    }

    /// How much was hashed so far.
    pub fn effort(&self) -> Effort {
        self.work.effort()
    }
}

#[async_trait]
impl PasswordHasher for Argon2Hasher {
    async fn hash(&self, password: &SecretString) -> Result<PasswordHash> {
        let password = prepare(password);
        let (function, work) = (self.function.clone(), Arc::clone(&self.work));
        let hash = move || {
            let salt = Salt::generate();
            let output = work.derive(&function, &password, &salt)?;
            let phc = Phc {
                algorithm: Ident::new(Algorithm::Argon2id.as_str())
                    .map_err(|e| failed(e.to_string()))?,
                version: Some(Version::V0x13.into()),
                params: ParamsString::try_from(function.params())
                    .map_err(|e| failed(e.to_string()))?,
                salt: Some(salt),
                hash: Some(output),
            };
            Ok(PasswordHash(phc.to_string()))
        };
        self.queue.run(hash).await
    }

    async fn verify(&self, password: &SecretString, hash: Option<&PasswordHash>) -> Result<bool> {
        let known = hash.is_some();
        let stored = hash.map(Stored::read).transpose()?.unwrap_or_else(|| self.nobody.clone());
        let password = prepare(password);
        let work = Arc::clone(&self.work);
        let verify = move || {
            let output = work.derive(&stored.function, &password, &stored.salt)?;
            // Compares all bytes, wherever the first difference is.
            Ok((output == stored.output) & known)
        };
        self.queue.run(verify).await
    }

    fn is_outdated(&self, hash: &PasswordHash) -> bool {
        let Ok(stored) = Stored::read(hash) else { return true };
        let (old, new) = (stored.function.params(), self.function.params());
        let today = Phc::new(&hash.0).is_ok_and(|phc| {
            phc.algorithm.as_str() == Algorithm::Argon2id.as_str()
                && phc.version == Some(Version::V0x13.into())
        });
        !today
            || old.m_cost() < new.m_cost()
            || old.t_cost() < new.t_cost()
            || stored.salt.len() < Salt::RECOMMENDED_LENGTH
            || stored.output.len() < Params::DEFAULT_OUTPUT_LEN
    }
}
