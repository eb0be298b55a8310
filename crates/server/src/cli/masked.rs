//! Values for people, without what is secret in them.

/// Stands where a secret is.
pub(super) const MASK: &str = "…";

/// Words in the names of a URL's parameters whose values are secret.
const SECRET: [&str; 3] = ["password", "secret", "token"];

/// The value without the password of a URL in it.
pub(super) fn masked(value: &str) -> String {
    let Some((scheme, rest)) = value.split_once("://") else { return value.to_owned() };
    // A password that is not escaped may hold any character but this one before the host.
    let (user, behind) = match rest.rsplit_once('@') {
        Some((user, behind)) => (Some(user), behind),
        None => (None, rest),
    };
    let user = user.map(|user| match user.split_once(':') {
        Some((name, _)) => format!("{name}:{MASK}@"),
        None => format!("{user}@"),
    });
    let behind = match behind.split_once('?') {
        None => behind.to_owned(),
        Some((place, parameters)) => {
            let shown = parameters.split('&').map(|parameter| match parameter.split_once('=') {
                Some((name, _)) if SECRET.iter().any(|s| name.to_lowercase().contains(s)) => {
                    format!("{name}={MASK}")
                }
                _ => parameter.to_owned(),
            });
            format!("{place}?{}", shown.collect::<Vec<_>>().join("&"))
        }
    };
    format!("{scheme}://{}{behind}", user.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_of_urls_are_masked() {
        for (value, shown) in [
            ("postgres://me:canary@db/x", "postgres://me:…@db/x"),
            (
                "postgres://me:can@a/r?y@db/x?sslmode=require",
                "postgres://me:…@db/x?sslmode=require",
            ),
            ("postgres://me@db/x?password=canary&a=b", "postgres://me@db/x?password=…&a=b"),
            ("bolt://db:7687", "bolt://db:7687"),
            ("sqlite:a/b.db", "sqlite:a/b.db"),
            ("info,a=b", "info,a=b"),
        ] {
            assert_eq!(masked(value), shown);
        }
    }
}
