{%- set terms = figure_terms() -%}
{%- set columns = [] -%}
{%- for term in terms -%}
    {%- set measures = {
        "n": term.numerator, "d": term.denominator, "unknown": term.unknown, "units": term.units
    } -%}
    {%- for part, measure in measures.items() if measure -%}
        {%- do columns.append(
            {"name": term.name ~ "_" ~ part, "metric_id": term.metric_id, "measure": measure}
        ) -%}
    {%- endfor -%}
{%- endfor -%}
with measures as (

    select * from {{ ref('measures_by_cluster') }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

-- Which figures a platform takes part in, a column each.
platforms as (

    select
        platform_id,
        published_as
        {%- for metric_id in terms | map(attribute="metric_id") | unique %},
        bool_or(metric_id = '{{ metric_id }}') as has_{{ metric_id }}
        {%- endfor %}
    from figure_platforms
    group by platform_id, published_as

),

-- Numerator, denominator and units of each term, of all the platforms that are published as one.
clusters as (

    select
        platforms.published_as,
        measures.region_id,
        measures.region_type,
        measures.city_tier,
        measures.income_band,
        measures.business_date,
        measures.cut as divided_by,
        measures.member
        {%- for column in columns %},
        sum(
            case when platforms.has_{{ column.metric_id }} then measures.{{ column.measure }} end
        )::bigint as {{ column.name }}
        {%- endfor %}
    from measures
    inner join platforms on measures.platform_id = platforms.platform_id
    group by 1, 2, 3, 4, 5, 6, 7, 8

),

-- The clusters of each cell. The regions of one day share its weather and outages, so a date is one
-- cluster of a month; a day or a week has too few dates, and takes them as they were.
cell_clusters as (

    select
        clusters.published_as,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'clusters.business_date') }} as period_start,
        periods_and_cuts.cut,
        {{ cut_member('periods_and_cuts.cut', 'clusters.member') }} as member,
        clusters.business_date,
        case
            when periods_and_cuts.period_grain in ({{ text_list(var('grains_clustered_by_region')) }})
                then clusters.region_id
        end as region_id
        {%- for column in columns %},
        sum({{ column.name }})::bigint as {{ column.name }}
        {%- endfor %}
    from clusters
    inner join periods_and_cuts on clusters.divided_by = periods_and_cuts.divided_by
    group by 1, 2, 3, 4, 5, 6, 7

),

-- Squares and products of sums pass 64 bits.
cells as (

    select
        published_as,
        period_grain,
        period_start,
        cut,
        member
        {%- for term in terms %}
        {%- set n, d = term.name ~ "_n", term.name ~ "_d" %},
        sum({{ n }})::double as {{ n }},
        {%- if term.denominator %}
        sum({{ d }})::double as {{ d }},
        sum({{ n }} * {{ n }}::hugeint)::double as {{ n }}n,
        sum({{ n }} * {{ d }}::hugeint)::double as {{ n }}d,
        sum({{ d }} * {{ d }}::hugeint)::double as {{ d }}d,
        {%- endif %}
        {%- if term.unknown %}
        sum({{ term.name }}_unknown)::double as {{ term.name }}_unknown,
        {%- endif %}
        count(*) filter (where {{ n }} <> 0{% if term.denominator %} or {{ d }} <> 0{% endif %})
            as {{ term.name }}_clusters,
        sum({{ term.name }}_units)::bigint as {{ term.name }}_units
        {%- endfor %}
    from cell_clusters
    where member is not null
    group by 1, 2, 3, 4, 5

),

-- A list of figures from each cell, since a union would read the wide cells once for each of them.
figures as (

    select
        published_as as platform_id,
        period_grain,
        period_start,
        unnest([
            {%- for term in terms %}
            struct_pack(
                metric_id := '{{ term.metric_id }}',
                cut := {{ text_literal(term.part_of) if term.part_of else "cut" }},
                member := {{ text_literal(term.member) if term.part_of else "member" }},
                sum_n := {{ term.name }}_n,
                {%- for part in ("d", "nn", "nd", "dd") %}
                sum_{{ part }} := {{ term.name ~ "_" ~ part if term.denominator else "null::double" }},
                {%- endfor %}
                sum_unknown := {{ term.name ~ "_unknown" if term.unknown else "null::double" }},
                clusters := {{ term.name }}_clusters,
                units := {{ term.name }}_units,
                is_held := {{ term.name }}_{{ "clusters" if term.denominator else "units" }} > 0
                and cut in ({{ text_list(term.cuts) }})
                and period_grain in ({{ text_list(term.grains) }})
            ){{ "," if not loop.last }}
            {%- endfor %}
        ]) as figure
    from cells

)

select
    platform_id,
    period_grain,
    period_start,
    figure.* exclude (is_held)
from figures
where figure.is_held
