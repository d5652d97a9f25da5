with claims as (

    select * from {{ ref('article_claims') }}

),

claim_readings as (

    select * from {{ ref('claim_readings') }}

),

figures as (

    select
        metric_id,
        cut,
        member,
        null::varchar as reference,
        value,
        ci_low,
        ci_high,
        n
    from {{ ref('metric_values') }}
    where platform_id = 'all' and period_grain = 'all'
    union all
    select
        metric_id,
        cut,
        member,
        reference,
        gap as value,
        gap_low as ci_low,
        gap_high as ci_high,
        least(n_member, n_reference) as n
    from {{ ref('fairness_gaps') }}
    where platform_id = 'all' and period_grain = 'all'

)

select
    claims.claim_id,
    claims.claim_zh,
    claims.claim_en,
    claim_readings.reading_id,
    claim_readings.reading_zh,
    claim_readings.reading_en,
    claim_readings.metric_id,
    claim_readings.cut,
    claim_readings.member,
    claim_readings.reference,
    claim_readings.claimed_low,
    claim_readings.claimed_high,
    figures.value,
    figures.ci_low,
    figures.ci_high,
    figures.n,
    -- The whole interval has to lie inside what was claimed, or outside of it.
    case
        when figures.value is null then 'not measurable here'
        when figures.ci_low is null then 'not settled'
        when
            figures.ci_high < claim_readings.claimed_low
            or figures.ci_low > claim_readings.claimed_high
            then 'contradicted'
        when
            coalesce(figures.ci_low >= claim_readings.claimed_low, true)
            and coalesce(figures.ci_high <= claim_readings.claimed_high, true)
            then 'supported'
        else 'not settled'
    end as verdict,
    (claims.place * 100 + claim_readings.place)::integer as place
from claims
inner join claim_readings on claims.claim_id = claim_readings.claim_id
left join figures
    on
        claim_readings.metric_id = figures.metric_id
        and claim_readings.cut = figures.cut
        and claim_readings.member = figures.member
        and claim_readings.reference is not distinct from figures.reference
